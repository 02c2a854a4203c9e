"""Plans in and out: MS Project XML, XLSX, CSV, iCalendar, JSON."""
