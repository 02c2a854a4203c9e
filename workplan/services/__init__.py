"""Use cases: one module a noun, one function a verb. They own the transaction."""
