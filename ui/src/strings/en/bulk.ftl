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
