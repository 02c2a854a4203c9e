"""What a planner should look at in a schedule, each with a way out."""
