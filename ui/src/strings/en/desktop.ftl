# Shown by the operating system; no names, nothing to fill in.
notice-ends-soon = The live offer ends in 30 seconds.
notice-claimed = The offer was claimed.
settings = Settings
copy = Copy
copied = Copied
copy-failed = The clipboard could not be used.
quit-title = An offer is live
quit-body = Someone may be scanning it now.
quit-keep = Keep open
quit-cancel = Cancel offer and quit
quit-leave = Quit, it stays usable until { $time }
tenant-problem-at = line { $line }, column { $column }
tenant-problem-detail = { $sentence } ({ $detail })
