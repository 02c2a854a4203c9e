"""Pages of accounts and memberships."""
