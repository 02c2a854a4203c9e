"""Pages as people meet them: browsers, routes, rights, and what takes part in a request."""
