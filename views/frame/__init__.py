"""What stands around every page: the bar on top, and the rail of the place that the page is in."""
