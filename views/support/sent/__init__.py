"""What a person sends: forms and their fields, files, numbers and days."""
