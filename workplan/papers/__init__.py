"""Texts that are read as documents: their paragraphs, from Markdown, and the PDF made of them."""
