"""Baselines: frozen, compared, chosen for the charts."""
