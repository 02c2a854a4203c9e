"""What a WSGI server and `flask --app wsgi` load."""

import gc

from workplan.app import create_app

app = create_app()

# What is loaded now lives as long as the process, so the collector need not look at it again; and
# rescheduling a plan makes many small objects that die at once, so it need not look so often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
