"""The tasks of a plan as the rows of a sheet, saved in one go."""
