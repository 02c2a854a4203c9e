"""What tests are built on: databases, servers and browsers."""
