settings-workplaces = Workplaces
settings-desk = This desk
settings-holder = Holder display
settings-offers = Codes and expiry
settings-holder-about = The screen that people see. It shows the QR code and steps; the transaction code stays with you.
settings-holder-scan = Test scan
settings-holder-scan-about = A QR code as dense as a real one, in three sizes. It leads nowhere.
settings-privacy = Privacy
settings-look = Appearance and language
settings-keyboard = Keyboard
settings-about = About

setting-reset = Reset
setting-reset-named = Reset { $name }
setting-desk = Name of this desk
setting-desk-about = Stands in the strip and in every row of Pending.
setting-offerMinutes = An offer lasts
setting-offerMinutes-about = What a new form starts with. Staff can still change it for one offer.
setting-notices = Notifications
setting-notices-about = At 30 seconds left and at a claim, while this window is not in front. Never with a name.
setting-stayAwake = Keep the screen awake
setting-stayAwake-about = While an offer is live. It may sleep again at every end.
setting-keepDays = Keep ended offers
setting-keepDays-about = Then they leave the list, and nothing in the log leads to them any more. The log itself is kept for a year.
days = { $count ->
    [one] 1 day
   *[other] { $count } days
  }
setting-theme = Colours
setting-theme-about = For this window. The holder display stays light.
setting-zoom = Size
setting-zoom-about = Of everything in this window. The QR code keeps whole pixels at every size.
theme-system = As the system
theme-light = Light
theme-dark = Dark
per-cent = { $value } %

settings-code-about = The service makes a transaction code of six digits. It is shown as dots until staff ask for it, and then for 20 seconds.
settings-kept-about = Kept on this computer: references, times and how each offer ended. Never a name, a detail, a link or a code.
settings-language-about = The staff window speaks English. Dates and numbers are written as in New Zealand.
settings-keyboard-about = Single keys act only while the ticket or a list has the focus.

about-what = Counterfoil issues digital credentials face to face.
about-commit = Built from
about-commit-none = Not recorded in this build
about-licence = Licence
about-busy = Reading…
about-diagnostics = Diagnostics
about-diagnostics-about = Exactly this text is copied.
about-copy = Copy diagnostics
about-licences = Licences of { $count } packages

