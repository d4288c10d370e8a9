pending-about = Offers made on this computer. The service cannot list others.
pending-search = Search reference, credential, desk or ID
filter-live = Live
filter-not_known = Not known
filter-ended_today = Ended today
filter-all = All
column-left = Left
column-person = Person
column-desk = Desk
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
pending-preset = Preset
pending-preset-all = All presets
pending-new = { $count ->
    [one] 1 new
   *[other] { $count } new
  }
pending-remake = New offer
pending-remake-named = New offer in place of { $reference }
replaces-about = In place of offer { $reference }, which is cancelled once this one is made.
selection = { $count } selected
selection-cancel = { $count ->
    [one] Cancel 1 offer…
   *[other] Cancel { $count } offers…
  }
selection-clear = Clear selection
bulk-place = { $name } ({ $environment })
bulk-title = { $count ->
    [one] Cancel 1 offer in { $place }?
   *[other] Cancel { $count } offers in { $place }?
  }
bulk-effect = People who have not finished scanning will have to start again.
bulk-live = { $count ->
    [one] 1 is live now.
   *[other] { $count } are live now.
  }
bulk-final = This can’t be undone.
bulk-most = One act cancels { $most } offers at most. Select fewer.
bulk-type = Type { $count } to confirm
bulk-keep = Keep offers
bulk-act = { $count ->
    [one] Cancel 1 offer
   *[other] Cancel { $count } offers
  }
bulk-running = Cancelling offers
bulk-progress = { $done } of { $total }
bulk-done = What became of the offers
bulk-cancelled = { $count } cancelled.
bulk-claimed = { $count } claimed before it could be cancelled.
bulk-already_ended = { $count } already ended.
bulk-unreachable = { $count } could not be reached.
bulk-again = Try { $count } again
