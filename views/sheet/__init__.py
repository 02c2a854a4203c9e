"""The tasks of a plan as a sheet, and a directive that is read into it."""
