"""What every use case rests on: the transaction, the journal, who acts, the form it came from."""
