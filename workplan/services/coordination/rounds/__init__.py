"""Coordination: a product goes round the agencies, which concur, comment, or do not concur."""
