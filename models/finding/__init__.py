"""Tables of what people keep to find again."""
