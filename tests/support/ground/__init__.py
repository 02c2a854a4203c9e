"""What tests stand on: databases, apps, offices and sites, and the moments of their stories."""
