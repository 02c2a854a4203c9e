"""Mail out: a mailer that says what the server answered, and the digest that it sends."""
