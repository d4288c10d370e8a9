# Three lines each: what happened, what is still true, what to do. A test counts them.
error-invalid =
    Some details need attention.
    Nothing was sent.
    Change what is marked, then try again.
error-invalid_tenant =
    Some fields need attention.
    Nothing was saved.
    Change what is marked, then save again.
error-offline =
    No connection.
    Nothing was sent. Your details are still here.
    Try again when the connection is back.
error-certificate =
    We could not confirm this is the real service.
    We did not send anything.
    Ask your network’s admin.
error-not_the_service =
    Something that is not the service answered.
    Nothing was shown.
    Check the network, for example a sign-in page of the building.
error-sign_in_refused =
    The service did not accept our sign-in.
    Nothing you typed is lost.
    Enter the client secret again in Settings.
error-needs_secret =
    The client secret is not known.
    Nothing you typed is lost.
    Enter it in Settings.
error-not_allowed =
    You can’t do this here.
    Nothing was changed.
    Ask an admin.
error-gone =
    This was removed from the workplace.
    Your details are still here.
    Choose another.
error-refused =
    The service did not accept it.
    Nothing was made.
    Check the details and try again.
error-too_large =
    The request is too large for the service.
    Nothing was made.
    Choose a smaller picture or shorten the details.
error-too_often =
    Too much was asked at once.
    This was not done. Nothing you typed is lost.
    Wait a moment, then try again.
error-rate_limited =
    The service asked us to wait { $seconds } seconds.
    Nothing was made.
    Try again then.
error-service_failed =
    The service failed ({ $status }).
    Your details are still here.
    Try again, or tell an admin if it stays.
error-unreadable =
    The service’s answer could not be read.
    Nothing was shown.
    Try again, or tell an admin if it stays.
error-timeout =
    No answer came in time, or the line was cut.
    Your details are still here.
    Try again.
error-offer_does_not_match =
    The service sent an offer that does not match.
    Nothing was shown.
    Tell your admin. (check { $check })
error-journal_unwritable =
    Counterfoil could not write to its journal.
    No offer was made and nothing was saved.
    Check that the disk is not full, then try again.
error-not_recorded =
    The offer could not be written down after it was made.
    Nobody has seen it. We are cancelling it, and it ends by itself in any case.
    Check the disk, then try again.
error-journal_unusable =
    The journal is damaged, or another copy or a newer version of Counterfoil owns it.
    No new offer was made.
    Close the other one, then start again. Tell an admin if it stays.
error-keyring =
    The system keychain can’t be used.
    Nothing is lost.
    Enter the secret each time, or ask an admin to repair the keychain.
error-offer_live =
    An offer is live.
    Nothing was changed.
    Finish or cancel it first, then try again.
error-nothing_to_show =
    The QR code is not in memory any more, so it can’t be shown.
    The offer may still be live.
    Cancel it, or make a new one.
error-qr_does_not_fit =
    The QR code does not fit this window.
    The offer is live.
    Make the window bigger and show it again, or cancel and use fewer credentials.
error-not_found =
    This is not here any more.
    Nothing was changed.
    Read the list again.
error-not_presets =
    This file holds no presets that can be used.
    Nothing was changed.
    Choose a file that Counterfoil exported.
error-file =
    The file could not be read or written.
    Nothing else was changed.
    Choose another place, or check its permissions.
error-not_checked =
    This workplace has not passed its connection check.
    Nothing was sent. Your details are still here.
    Open Settings and check the connection.
error-practice_only =
    This works in practice only.
    Nothing was changed.
    Switch to Practice to try it.
error-not_copied =
    The clipboard could not be used.
    Nothing was copied.
    Select the text and copy it from here.
error-internal =
    Something in Counterfoil went wrong.
    Your details are still here.
    Try again, and tell an admin if it stays.
error-no_holder_display =
    There is no second screen to show to the holder.
    Your details are still here.
    Connect one, or choose it in Settings.
error-not_a_picture =
    This file is not a picture that can be read.
    No picture was taken from it.
    Choose a JPEG, PNG or WebP picture.
error-picture_too_large =
    This picture is too large to read.
    No picture was taken from it.
    Choose one of at most 20 MB and 50 megapixels.
error-picture_too_small =
    This picture is too small for a portrait.
    No picture was taken from it.
    Choose one of at least 105 by 135 pixels.
