"""Files of Microsoft Project (MSPDI XML), in and out."""
