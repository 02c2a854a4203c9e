"""How the work goes and when it ends: pace, projection, the ideal line. Pure."""
