"""Pages of comments from outside: the list, one of them, the register, the form, the settings."""
