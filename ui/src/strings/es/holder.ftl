# needs a native reader
holder-welcome = Le damos la bienvenida
holder-practice = Práctica
holder-ready = Cuando quiera, podemos empezar
holder-ready-named = { $name }, cuando quiera, podemos empezar
holder-ready-open = Abra su aplicación de cartera
holder-ready-scan = Elija Escanear
holder-ready-tell = Díganos cuando vea la cámara
holder-ready-next = A continuación: { $credentials }
holder-review = ¿Son correctos estos datos?
holder-review-then = Díganos si hay que cambiar algo.
holder-live = Añada { $credentials } a su cartera
holder-step-open = Abra su aplicación de cartera y elija Escanear
holder-step-point = Apunte su teléfono a este código
holder-step-code = Escriba el código de { $count } cifras que le damos
holder-step-follow = Siga los pasos en su cartera
holder-minutes = { $count ->
    [one] Queda { $count } minuto aproximadamente.
    [many] Quedan { $count } de minutos aproximadamente.
   *[other] Quedan { $count } minutos aproximadamente.
}
holder-under-minute = Queda menos de un minuto.
holder-seconds = { $count ->
    [one] Queda { $count } segundo.
    [many] Quedan { $count } de segundos.
   *[other] Quedan { $count } segundos.
}
holder-again = Si se agota el tiempo, podemos hacer otro.
holder-claimed = Añadido a su cartera
holder-claimed-then = Ya puede guardar su teléfono.
holder-ended = Este código ha caducado
holder-ended-then = Podemos hacer otro.
holder-check = Mire en su cartera
holder-check-then = Nosotros también miramos.
holder-moment = Un momento
holder-card = Pantalla del público
holder-test = Prueba de escaneo
holder-test-then = Apunte un teléfono a este código desde donde se sitúa la gente. No lleva a ninguna parte.
holder-qr-alt = Código QR de esta oferta. Escanéelo con una aplicación de cartera.
