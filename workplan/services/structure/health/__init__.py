"""How sound the schedule of a stored plan is."""
