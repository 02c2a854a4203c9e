"""Pure: which reminder is due to whom on a date."""
