presets = Presets
presets-about = A preset chooses the credentials and fills in what is the same for everyone.
presets-busy = Reading the presets…
presets-empty = No presets yet. Begin with one of these, or with an empty one.
preset-new = New preset
preset-new-title = New preset
preset-import = Add from a file…
preset-export = Save all to a file…
preset-imported = { $count ->
    [one] 1 preset added.
   *[other] { $count } presets added.
  }
preset-imported-broken = { $said } This workplace does not have every credential of: { $names }.
preset-copy = { $name } (copy)
preset-broken = Broken
preset-broken-about = { $doctypes } no longer exists in this workplace. Choose another credential, or delete this preset.
preset-open-to-anyone = Open to anyone
preset-unsaved = Not saved
preset-name = Name
preset-issues = Issues
preset-lasts = Lasts
preset-code = Transaction code
preset-says = Says
preset-says-hint = The wallet shows it beside the code. { $bytes } of 40 bytes; a long one makes the QR code larger.
preset-code-off = Anyone who photographs the screen can take this credential. The code is the only defence.
preset-hasty = Most people need longer than this.
preset-large = This QR code will be large. Test it on the holder display.
preset-too-dense = This offer does not fit into one QR code. Use fewer credentials or say less.
preset-code-always = This workplace asks for a code with every offer.
preset-fields = Details
preset-fields-hint = Only what is the same for everyone. Names, numbers, birth dates and pictures are always asked.
preset-field-rule = How { $label } is filled in
preset-field-value = Value of { $label }
preset-field-review = The holder reviews { $label }
preset-review = Review
preset-rule-ask = Ask
preset-rule-default = Fill in
preset-rule-locked = Fill in and lock
preset-rule-hidden = Fill in and hide
preset-asked-always = always asked
preset-worked-out = worked out
preset-holder = Holder
preset-wallet-ready = Wait until the wallet is open
preset-ready-always = Always
preset-ready-new_people = For new people
preset-ready-never = Never
preset-first-name = Greet by first name on the holder display
preset-language = Language of the holder display
preset-preview = { $asked ->
    [0] Nothing is left to fill in at the counter.
    [one] 1 detail is left to fill in at the counter.
   *[other] { $asked } details are left to fill in at the counter.
  }
preset-preview-qr = QR code: about { $bytes } bytes, version { $version }. It fits.
preset-save = Save preset
preset-discard = Discard changes
preset-delete = Delete preset
preset-duplicate = Duplicate
preset-up = Move up
preset-down = Move down
preset-saved = Saved
preset-deleted = Preset deleted
preset-moved = { $name } is number { $place } now
preset-lose = Leave without saving?
preset-lose-about = What you changed in “{ $name }” is not saved.
preset-keep-editing = Keep editing
preset-lose-act = Leave
preset-delete-ask = Delete “{ $name }”?
preset-delete-about = Offers that were made from it are not changed.
preset-keep = Keep it

help-presets = A preset fills in what is the same for everyone. The first nine have the keys Alt+1 to Alt+9. Nothing about a person is kept in one.
