"""The rows of a sheet as tasks: their names, numbers, levels, lengths, progress and links."""
