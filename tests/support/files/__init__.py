"""Plans in files: taken out, brought in, merged, backed up, broken on purpose."""
