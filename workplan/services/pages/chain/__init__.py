"""From given to accepted: what happened with a task, who had it, and what somebody may do now."""
