"""Spreadsheets that people made for themselves: found, mapped and read without preparation."""
