"""What was typed into a sheet, understood: each cell, each row, and the order of rows."""
