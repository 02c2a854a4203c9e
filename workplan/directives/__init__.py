"""The directive reader: from the words of a directive to the duties that it orders."""
