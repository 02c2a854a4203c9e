"""Facts about tasks: states, fields, suspenses, owners, roll-ups, counts, versions."""
