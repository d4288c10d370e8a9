# needs a native reader
holder-welcome = أهلاً وسهلاً
holder-practice = تدريب
holder-ready = نحن جاهزون متى كنت جاهزاً
holder-ready-named = { $name }، نحن جاهزون متى كنت جاهزاً
holder-ready-open = افتح تطبيق المحفظة
holder-ready-scan = اختر المسح
holder-ready-tell = أخبرنا عندما ترى الكاميرا
holder-ready-next = التالي: { $credentials }
holder-review = هل هذه البيانات صحيحة؟
holder-review-then = أخبر موظفينا إذا لزم تغيير شيء.
holder-live = أضف { $credentials } إلى محفظتك
holder-step-open = افتح تطبيق المحفظة واختر المسح
holder-step-point = وجّه هاتفك نحو هذا الرمز
holder-step-code = { $count ->
    [one] اكتب الرمز المكوّن من رقم واحد الذي يعطيك إياه موظفونا
    [two] اكتب الرمز المكوّن من رقمين الذي يعطيك إياه موظفونا
    [few] اكتب الرمز المكوّن من { $count } أرقام الذي يعطيك إياه موظفونا
   *[other] اكتب الرمز المكوّن من { $count } رقماً الذي يعطيك إياه موظفونا
}
holder-step-follow = اتبع الخطوات في محفظتك
holder-minutes = { $count ->
    [one] بقيت دقيقة واحدة تقريباً.
    [two] بقيت دقيقتان تقريباً.
    [few] بقيت { $count } دقائق تقريباً.
    [many] بقيت { $count } دقيقة تقريباً.
   *[other] بقيت { $count } دقيقة تقريباً.
}
holder-under-minute = بقي أقل من دقيقة.
holder-seconds = { $count ->
    [one] بقيت ثانية واحدة.
    [two] بقيت ثانيتان.
    [few] بقيت { $count } ثوانٍ.
    [many] بقيت { $count } ثانية.
   *[other] بقيت { $count } ثانية.
}
holder-again = إذا انتهى الوقت يمكننا إنشاء رمز آخر.
holder-claimed = أُضيفت إلى محفظتك
holder-claimed-then = يمكنك إبعاد هاتفك.
holder-ended = انتهت صلاحية هذا الرمز
holder-ended-then = يمكننا إنشاء رمز آخر.
holder-check = تحقق من محفظتك
holder-check-then = نحن نتحقق أيضاً.
holder-moment = لحظة واحدة
holder-card = شاشة حامل المحفظة
holder-test = مسح تجريبي
holder-test-then = وجّه هاتفاً نحو هذا الرمز من مكان وقوف الناس. لا يؤدي إلى أي مكان.
holder-qr-alt = رمز الاستجابة السريعة لهذا العرض. امسحه بتطبيق المحفظة.
