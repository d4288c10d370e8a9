pending = Pending
pending-about = Offers made on this computer. The service cannot list others.
pending-search = Search reference, credential, desk or ID
filters = Which offers
filter-live = Live
filter-not_known = Not known
filter-ended_today = Ended today
filter-all = All
column-left = Left
column-person = Person
column-credentials = Credentials
column-desk = Desk
column-reference = Ref
column-state = State
column-acts = Actions
pending-table = Offers
pending-before-restart = made before restart
pending-no-left = –
pending-updated = Updated { $time }
pending-busy = Reading the journal…
pending-empty-live = No offers are live.
pending-empty-not_known = Every offer’s outcome is known.
pending-empty-ended_today = Nothing has ended today.
pending-empty-all = No offers yet.
pending-empty-hint = Offers you issue appear here.
pending-no-match = No offers match “{ $search }”.
pending-clear = Clear search
pending-more = Show more
pending-stale = Showing what this computer knew at { $time }.
pending-cancel = Cancel
pending-cancel-named = Cancel { $reference }
pending-show-named = Show again: { $reference }
pending-cancelled-said = { $reference }: { $state }
pending-live-said = { $count ->
    [0] No offers are live
    [one] 1 live offer
   *[other] { $count } live offers
  }
column-pick = Selected
select-named = Select { $reference }
pending-keys = Enter opens, Space selects, Ctrl+A selects all, Delete cancels
pending-open-named = Open { $reference }
pending-settle = Settle…
pending-settle-named = Settle { $reference }
