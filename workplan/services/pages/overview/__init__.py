"""A plan at a glance, and all plans: what is late, who acts next, what would bring it back."""
