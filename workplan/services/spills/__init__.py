"""What has to leave for good: asked for by one, carried out by another, proved by the journal."""
