"""The gradebook: its tables, what is written into it, and what is asked of it."""
