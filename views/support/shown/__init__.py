"""What a person is shown: columns, filters, downloads, words."""
