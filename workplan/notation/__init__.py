"""The short notation of cells: read, written, and said in words."""
