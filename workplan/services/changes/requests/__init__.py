"""Changes of an approved plan that are asked for, decided on by somebody else, and then made."""
