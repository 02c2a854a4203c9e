"""Who gets which answer from every route."""
