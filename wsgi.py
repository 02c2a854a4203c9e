"""What a WSGI server and `flask --app wsgi` load."""

from workplan.app import create_app

app = create_app()
