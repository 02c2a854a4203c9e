"""Tables: CSV and XLSX, and the texts in their cells."""
