"""Tables that every use case writes: the journal, and forms that were used."""
