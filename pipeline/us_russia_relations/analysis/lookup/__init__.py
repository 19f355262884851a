"""Looking things up: everything about a record, records by what is written in them, what a name means."""
