"""What a plan is made of, changed: tasks, dependencies, lines of effort, baselines, stages."""
