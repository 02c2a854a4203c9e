"""The words of a directive: paragraphs and numbers, sentences, names, owners, spans of time."""
