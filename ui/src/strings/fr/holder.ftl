# needs a native reader
holder-welcome = Bienvenue
holder-practice = Exercice
holder-ready = Nous sommes prêts quand vous l’êtes
holder-ready-named = { $name }, nous sommes prêts quand vous l’êtes
holder-ready-open = Ouvrez votre application portefeuille
holder-ready-scan = Choisissez Scanner
holder-ready-tell = Dites-nous quand vous voyez l’appareil photo
holder-ready-next = Ensuite : { $credentials }
holder-review = Ces informations sont-elles exactes ?
holder-review-then = Dites-nous s’il faut changer quelque chose.
holder-live = Ajoutez { $credentials } à votre portefeuille
holder-step-open = Ouvrez votre application portefeuille et choisissez Scanner
holder-step-point = Pointez votre téléphone vers ce code
holder-step-code = Saisissez le code à { $count } chiffres que nous vous donnons
holder-step-follow = Suivez les étapes dans votre portefeuille
holder-minutes = { $count ->
    [one] Encore { $count } minute environ.
    [many] Encore { $count } de minutes environ.
   *[other] Encore { $count } minutes environ.
}
holder-under-minute = Moins d’une minute.
holder-seconds = { $count ->
    [one] Encore { $count } seconde.
    [many] Encore { $count } de secondes.
   *[other] Encore { $count } secondes.
}
holder-again = S’il expire, nous pouvons en faire un autre.
holder-claimed = Ajouté à votre portefeuille
holder-claimed-then = Vous pouvez ranger votre téléphone.
holder-ended = Ce code a expiré
holder-ended-then = Nous pouvons en faire un autre.
holder-check = Regardez dans votre portefeuille
holder-check-then = Nous regardons aussi.
holder-moment = Un instant
holder-card = Écran du public
holder-test = Essai de lecture
holder-test-then = Pointez un téléphone vers ce code depuis l’endroit où l’on se tient. Il ne mène nulle part.
holder-qr-alt = Code QR de cette offre. Scannez-le avec une application portefeuille.
