"""The journal as a page: its filters and its sentences, of a plan and of the house."""
