"""The parts of Project XML that are written: calendars and tasks."""
