"""The web server's settings in production; `flask --app wsgi web` starts it.

A proxy stands before it, ends TLS and takes in slow clients; its address alone may say https.
"""

import os

from workplan.served import say_ready

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "3"))
threads = 4
preload_app = True  # read once and shared: a worker starts in milliseconds
forwarded_allow_ips = os.environ.get("PROXY_ADDRESSES", "127.0.0.1")
max_requests = 10_000
max_requests_jitter = 1_000
timeout = 120
graceful_timeout = 30
control_socket_disable = True
accesslog = None  # the app writes its own, without addresses that hold secrets


def post_worker_init(_worker):
    """Tell `flask web` that this worker answers; gunicorn calls this by its name."""
    say_ready()
