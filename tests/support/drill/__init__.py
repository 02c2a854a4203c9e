"""What the drill of mail is made of."""
