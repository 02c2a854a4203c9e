"""What the settings have to be, the file that they stand in, and the key of an installation."""
