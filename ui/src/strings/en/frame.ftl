app-name = Counterfoil
title-live = Live offer { $left } - Counterfoil
title-practice = Practice - { $title }

rail = Screens
rail-issue = Issue
rail-pending = Pending
rail-activity = Activity
rail-settings = Settings

environment-practice = Practice
environment-test = Test
environment-production = Production
practice-band = Practice. Nothing here is a real credential.

strip = Where you are
strip-holder = Holder: screen { $screen }
strip-holder-speaks = { $place }, { $language }
say-holder-speaks = Holder display speaks { $language }.
connection-not_tried = Not connected yet
connection-online = Online
connection-offline = No connection
connection-sign_in_ended = Sign-in ended
connection-needs_secret = Secret needed
clock-off = Clock is off
clock-fast = This computer’s clock is { $by } fast. The countdown uses the service’s clock.
clock-slow = This computer’s clock is { $by } slow. The countdown uses the service’s clock.

starting = Opening the desk…
details = Details
details-time = Time
details-reference = Reference
details-code = Error
try-again = Try again
dismiss = Dismiss
cancel = Cancel
close = Close

left-live = { $count ->
    [one] An offer was live when Counterfoil closed.
   *[other] { $count } offers were live when Counterfoil closed.
  }
left-live-time = { $left } left. The QR code does not come back.
left-live-cancel = Cancel it
left-live-open = Open Pending

seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
  }
minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
  }
minutes-seconds = { $minutes } { $seconds }
kilobytes = { $count } kB
bytes = { $count ->
    [one] 1 byte
   *[other] { $count } bytes
  }
rail-presets = Presets
menu = Menu
zoom-said = Zoom { $zoom } per cent
