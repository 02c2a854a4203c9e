"""Gunicorn behind a proxy that ends TLS; the proxy's address alone may say https."""

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 3
threads = 8
forwarded_allow_ips = "127.0.0.1"
max_requests = 10_000
max_requests_jitter = 1_000
