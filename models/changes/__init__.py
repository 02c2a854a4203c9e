"""What is stored of changes that are asked for."""
