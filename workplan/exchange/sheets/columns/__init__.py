"""The columns of a sheet: where their headings stand, and what each may mean."""
