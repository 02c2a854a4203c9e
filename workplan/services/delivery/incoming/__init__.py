"""Mail that comes in: fetched once, and taken, ignored, or kept for somebody to decide on."""
