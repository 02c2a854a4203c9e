"""Who is to be reminded of what, and in which words."""
