"""Tables of people: users, their sessions and links, agencies, absences, mail preferences."""
