"""The report of a plan: one page for whoever reads only that, and what stands behind it."""
