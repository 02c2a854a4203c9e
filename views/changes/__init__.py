"""Pages that change many tasks, or take a change back."""
