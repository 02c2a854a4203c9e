"""A row for every verb of the journal, with what its entry can carry."""
