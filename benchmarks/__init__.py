"""Measure the speed of the engine, the pages and the charts: `make bench` prints a table."""
