"""Comments from outside: letters, drafts of answers, senders that leave."""
