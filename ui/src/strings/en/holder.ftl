# The holder window. Read once, at a distance, by people under mild stress: short words, no blame.
holder-welcome = Kia ora, welcome
holder-practice = Practice
holder-ready = We are ready when you are
holder-ready-named = { $name }, we are ready when you are
holder-ready-open = Open your wallet app
holder-ready-scan = Choose Scan
holder-ready-tell = Tell us when you see the camera
holder-ready-next = Next: { $credentials }
holder-review = Are these details right?
holder-review-then = Tell our staff if something needs to change.
holder-live = Add your { $credentials } to your wallet
holder-step-open = Open your wallet app and choose Scan
holder-step-point = Point your phone at this code
holder-step-code = Type the { $count }-digit code our staff give you
holder-step-follow = Follow the steps in your wallet
holder-minutes = { $count ->
    [one] About { $count } minute left.
   *[other] About { $count } minutes left.
}
holder-under-minute = Less than a minute left.
holder-seconds = { $count ->
    [one] { $count } second left.
   *[other] { $count } seconds left.
}
holder-again = If it runs out, we can make another.
holder-claimed = Added to your wallet
holder-claimed-then = You can put your phone away.
holder-ended = This code has run out
holder-ended-then = We can make another.
holder-check = Check your wallet
holder-check-then = We are looking too.
holder-moment = One moment
holder-card = Holder display
holder-test = Test scan
holder-test-then = Point a phone at this code from where people stand. It leads nowhere.
holder-qr-alt = QR code for this offer. Scan it with a wallet app.
