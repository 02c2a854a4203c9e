"""Commands of who runs the house: backups, mail, scheduler, settings."""
