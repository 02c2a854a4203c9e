"""How a task leaves the open work: claimed, checked and accepted, or ended without being done."""
