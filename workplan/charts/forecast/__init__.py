"""The charts of a forecast: when runs end, and how likely each suspense is kept."""
