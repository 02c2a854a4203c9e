"""The words of documents: plain text, web pages, Word files and PDFs."""
