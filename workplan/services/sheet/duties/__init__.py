"""The duties of a directive as rows of a sheet: read, edited, and read anew when it is amended."""
