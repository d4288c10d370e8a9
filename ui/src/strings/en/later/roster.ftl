list-title = People from { $file }
list-no-form = Choose what you are issuing first. Then open the list again: its columns fill in that form.
list-how = Nothing is issued yet. You check and issue each person in turn. The list is never stored.
list-column = Column
list-sample = First value
list-fills = Fills in
list-fills-for = What “{ $heading }” fills in
list-nothing = Nothing
list-dates = { $date } is
list-result = What the list gives
list-ready = { $count ->
    [one] 1 person is ready.
   *[other] { $count } people are ready.
  }
list-left-out = { $count ->
    [one] 1 line is left out:
   *[other] { $count } lines are left out:
  }
list-line = Line { $line }:
list-uneven = It has more values than the list has columns
list-more = And { $count } more.
list-use = { $count ->
    [one] Use 1 person
   *[other] Use { $count } people
  }
list-not = Cancel
list-left = { $count ->
    [one] Today’s list: 1 person left.
   *[other] Today’s list: { $count } people left.
  }
list-next = Next is { $name }.
list-take = Take the next
list-clear = Clear the list
error-roster_too_large =
    This list is too large to read.
    Nothing was changed.
    Choose a file of at most 1 MB and 1,000 people.
error-roster_not_text =
    This file is not a CSV list in UTF-8.
    Nothing was changed.
    Save it again as “CSV UTF-8” and choose that file.
error-roster_empty =
    This list has no people below its first line.
    Nothing was changed.
    Choose a file whose first line names the columns.
