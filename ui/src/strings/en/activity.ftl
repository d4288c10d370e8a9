activity = Activity
activity-about = What happened at this desk. Entries are never changed.
activity-search = Search reference, credential, desk or ID
activity-busy = Reading the log…
activity-table = Entries
activity-when = When
activity-today = Today
activity-week = 7 days
activity-ever = All
activity-what = What
activity-what-all = Everything
activity-what-issued = Issued
activity-what-shown = Shown
activity-what-outcomes = Outcomes
activity-what-cancels = Cancels
activity-what-desk = Desk
activity-who = Who
activity-who-all = All desks
activity-column-who = Who
activity-column-person = Person
activity-empty = Nothing today yet.
activity-empty-filter = Nothing matches these filters.
activity-clear = Clear the filters
activity-more = Show more
activity-missing = { $count ->
    [one] Entry { $entries } is missing.
   *[other] Entries { $entries } are missing.
  }
activity-missing-why = Somebody took them out of the file of this journal. Tell your admin.
activity-keys = Enter opens the offer
export = Export
export-csv = CSV
export-json = JSON
export-done = { $rows ->
    [one] 1 row saved.
   *[other] { $rows } rows saved.
  }
export-complete = Log complete: yes.
export-incomplete = Log complete: no. { $missing }
print = Print
print-made = Printed { $time }
print-receipt = Print receipt
receipt = Receipt
receipt-time = Added to the wallet
everything-cancel = Cancel everything live…
