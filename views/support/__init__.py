"""What several pages need and none owns: forms, filters, downloads, the session."""
