# needs a native reader
holder-welcome = Willkommen
holder-practice = Übung
holder-ready = Wir sind bereit, sobald Sie es sind
holder-ready-named = { $name }, wir sind bereit, sobald Sie es sind
holder-ready-open = Öffnen Sie Ihre Wallet-App
holder-ready-scan = Wählen Sie „Scannen“
holder-ready-tell = Sagen Sie uns, wenn Sie das Kamerabild sehen
holder-ready-next = Als Nächstes: { $credentials }
holder-review = Sind diese Angaben richtig?
holder-review-then = Sagen Sie uns, wenn etwas zu ändern ist.
holder-live = { $credentials } zur Wallet hinzufügen
holder-step-open = Öffnen Sie Ihre Wallet-App und wählen Sie „Scannen“
holder-step-point = Halten Sie Ihr Telefon auf diesen Code
holder-step-code = Geben Sie den { $count }-stelligen Code ein, den Sie von uns bekommen
holder-step-follow = Folgen Sie den Schritten in Ihrer Wallet
holder-minutes = { $count ->
    [one] Noch etwa { $count } Minute.
   *[other] Noch etwa { $count } Minuten.
}
holder-under-minute = Weniger als eine Minute.
holder-seconds = { $count ->
    [one] Noch { $count } Sekunde.
   *[other] Noch { $count } Sekunden.
}
holder-again = Wenn er abläuft, machen wir einen neuen.
holder-claimed = In Ihrer Wallet
holder-claimed-then = Sie können Ihr Telefon weglegen.
holder-ended = Dieser Code ist abgelaufen
holder-ended-then = Wir können einen neuen machen.
holder-check = Sehen Sie in Ihrer Wallet nach
holder-check-then = Wir sehen auch nach.
holder-moment = Einen Moment
holder-card = Kundenbildschirm
holder-test = Probescan
holder-test-then = Halten Sie ein Telefon von dort, wo man steht, auf diesen Code. Er führt nirgendwohin.
holder-qr-alt = QR-Code für dieses Angebot. Mit einer Wallet-App scannen.
