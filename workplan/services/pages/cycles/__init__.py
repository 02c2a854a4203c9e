"""What the pages of reporting cycles show."""
