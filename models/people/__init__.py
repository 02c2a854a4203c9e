"""Tables of people: users, their sessions, agencies, absences, mail preferences."""
