"""A drawing of lines, areas and words, in a page and in a file."""
