"""What pages show of comments from outside."""
