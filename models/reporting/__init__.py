"""Tables of what agencies report, with evidence and forms kept over a sign-out."""
