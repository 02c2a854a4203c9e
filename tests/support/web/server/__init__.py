"""What happens at the server: what takes part in a request, what was stored, the database gone."""
