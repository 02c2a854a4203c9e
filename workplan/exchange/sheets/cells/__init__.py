"""The cells of a sheet, whatever file holds it."""
