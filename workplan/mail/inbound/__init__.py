"""Mail in: mailboxes that are read, what a message says, and what of it its writer wrote."""
