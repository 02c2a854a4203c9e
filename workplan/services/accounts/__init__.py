"""People as accounts: sign-ins, passwords, memberships, departures."""
