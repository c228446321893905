"""Exports: what the gradebook holds, as files for other programs."""
