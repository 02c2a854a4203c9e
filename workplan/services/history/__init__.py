"""What the journal says happened: in words, taken back, worked out anew, and why dates moved."""
