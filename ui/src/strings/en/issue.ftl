issue = Issue
issue-who = Who is it for?
who-known = Find a person
who-new = New person
who-none = No person
who-none-hint = The service makes a new record for this offer. It can’t be found by number later.
search-label = Member number, e-mail or user ID
search-hint = An exact match. Press Enter to search.
search-go = Search
search-busy = Searching…
search-none = Nobody here has “{ $query }”.
search-none-hint = The search is exact. Check the number, or choose New person.
search-found = { $count ->
    [one] 1 person found
   *[other] { $count } people found
  }
search-results = People found
person-change = Change
person-born = Born { $date }
person-new-number = Member number
person-new-hint = The service stores it, so you can find this person next time.
person-missing = Find the person, or choose No person
match-title = Possible match
match-body = This may be someone you already have: { $name }, { $date }.
match-same = Use this person
match-different = They are different
person-loaded-missing = Loaded. { $count ->
    [one] 1 detail is missing.
   *[other] { $count } details are missing.
  }
person-loaded-ready = Loaded. Ready to issue, press Enter.

issue-what = What are you issuing?
credential-alike = Another one here looks the same. This is { $doctype }
credentials-busy = Reading the credentials…
credentials-empty = This workplace has no credentials you can issue here.
credentials-empty-hint = Check that a credential configuration exists at the service, then read the list again.
credentials-again = Read the list again
credential-elements = { $count ->
    [one] 1 detail
   *[other] { $count } details
  }

draft-forgotten = The form was not touched for 10 minutes, so it was cleared.
issue-details = Details
details-none-chosen = Choose a credential to see the details that it needs.
details-nothing = Nothing to fill in. The service has everything that it needs.
details-busy = Reading what is needed…
details-fixed = Set by the workplace
optional = optional
required = required
used-in-both = used in both
used-in-many = used in { $count }
default-hint = Left empty: { $value }
stored-mark = from the record
conflicting-hint = Two credentials describe this differently. The first is used.
unknown-hint = Type “{ $type }”. Text, or JSON that starts with [ or {"{"}.
date-day = Day
date-month = Month
date-year = Year
date-time-time = Time
date-time-zone = 24-hour, { $zone }
yes = Yes
no = No
not-given = Not given
portrait-choose = Choose a picture
portrait-replace = Replace
portrait-remove = Remove
portrait-hint = JPEG, PNG or WebP. You can also paste it, or drop it on this form.
portrait-busy = Reading the picture…
portrait-alt = The portrait
portrait-frame = The part of the picture to use
portrait-frame-hint = Put the face in the frame. Drag it, or use the arrow keys, + and −.
portrait-frame-keys = Frame. Arrow keys move it, + and − change its size.
portrait-accept = Use this part
portrait-smaller = Smaller frame
portrait-larger = Larger frame
portrait-retry = Start over
portrait-fits = { $size }, fits
portrait-over = { $size }. With the other details this is more than the { $limit } that a request may have.
note-claim-source = { $credential } gets some details from another source while it is issued. They may replace what you type.
note-unusable-required = { $credential } can’t get { $label } from an offer: its set-up at the service is wrong. The wallet will refuse it. Tell an admin.
note-unusable = { $credential } is issued without { $label }: its set-up at the service is wrong. Tell an admin.
note-needs-sign-in = { $credential } needs { $label } from the person’s own sign-in, which an offer can’t fill. The wallet may refuse it.

issue-offer-options = The offer
lasts = Offer lasts
lasts-minutes = { $count } min
lasts-other = Other
lasts-other-label = How long
lasts-other-hint = Minutes, or 90s, 1:30, 1m30
code = Transaction code
on = On
off = Off
code-off-warning = Anyone who scans first gets it.
code-description = Hint beside the code in the wallet
code-description-default = Ask the desk for your code
code-description-hint = { $bytes }. A longer hint makes a larger QR code.
keep = Keep for next time
keep-nothing = Nothing
keep-count = { $count ->
    [one] 1 detail
   *[other] { $count } details
  }
keep-change = Change
keep-done = Done
keep-hint = Kept on the person’s record at the service.

issue-press = Issue offer
issue-creating = Creating the offer…
form-changed = This credential changed at { $time }. Check the marked fields.
issue-slow = Still waiting for the service.
issue-stop = Stop waiting
issue-offline = No connection. You can fill this in now. Issue will work when the connection is back.
issue-sign-in-ended = Your sign-in ended. Sign in again to issue. Nothing you typed is lost.
issue-needs-secret = This workplace needs its client secret before you can issue. Nothing you typed is lost.
issue-needs-secret-do = Enter the secret
issue-wait = The service asked us to wait { $seconds }. We will enable Issue then.

ticket-empty = Nothing live.
ticket-empty-hint = An offer you issue appears here. Nothing is sent before that.

problem-title = There is a problem
problem-many = There are { $count } problems
problem-missing = Enter the { $label }
problem-not_a_number = { $label }: enter a number, such as 12 or 0.5
problem-not_a_boolean = { $label }: choose yes or no
problem-not_a_date = { $label }: enter a real date, such as 4 3 1988
problem-not_a_date_time = { $label }: enter a real date and a time, such as 4 3 2027 and 17:30
problem-not_json = { $label }: this starts like JSON and can’t be read as JSON
problem-not_a_picture = { $label }: choose a JPEG or PNG picture
problem-too_long = { $label }: this is longer than the service takes
problem-picture_too_large = { $label }: choose a smaller picture. A whole request may have 500 kB
problem-request_too_large = { $label }: everything together is over 500 kB. Shorten the longest detail or choose a smaller picture
problem-control_characters = { $label }: remove the characters that can’t be seen, such as tabs
problem-not_a_lifetime = Enter a time between 1 second and 10 minutes
problem-too_dense = { $label }: the QR code would be too dense. Use fewer credentials or a shorter hint
problem-refused_by_service = The service did not accept the { $label }
problem-refused_by_service-words = The service did not accept { $label }: { $message }
problem-person_gone = The service does not know this person any more. Find the person again
problem-personal = { $label }: a preset can’t hold a detail about one person. Ask for it at the desk
problem-code_required = This workplace wants a transaction code with every offer. Turn it on
problem-keep_not_allowed = This workplace does not allow keeping one of these details. Choose others
problem-nothing_chosen = Choose at least one credential
preset-key = Alt+{ $slot }
preset-choose = Preset
preset-none = No preset
preset-option = { $name } ({ $key })
preset-loaded = { $name } loaded
preset-none-there = There is no preset { $slot }
preset-hidden = { $count ->
    [one] 1 more detail is filled in and hidden.
   *[other] { $count } more details are filled in and hidden.
  }
preset-hidden-show = Show
preset-hidden-hide = Hide
preset-locked-heading = Set by the preset
preset-show-now = Show QR now
preset-ready-wait = The holder display says: open your wallet. The offer’s time starts when you show the QR code.
review-shown = The holder display shows the details to review.
