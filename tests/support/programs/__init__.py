"""Programs beside the tests: servers, schedulers, savers, and what they send."""
