"""Who takes part: rights, members, absences, and which mail each of them wants."""
