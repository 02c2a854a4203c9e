"""What a WSGI server and `flask --app wsgi` load."""

import gc
import os

from workplan.app import create_app

os.umask(0o077)  # what this process writes (database, mails, uploads) is its account's alone
app = create_app()

# What is loaded now lives as long as the process, so the collector need not look at it again; and
# rescheduling a plan makes many small objects that die at once, so it need not look so often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
