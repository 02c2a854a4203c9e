"""What holds for every request: its log line, its headers, answers to errors and outages."""
