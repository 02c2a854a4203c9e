"""Workplan tracks the work that a memorandum directs; the factory is in `workplan.app`."""
