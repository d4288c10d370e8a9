pending = Pending
filters = Which offers
column-credentials = Credentials
column-reference = Ref
