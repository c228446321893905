"""Feedback: one page a trainee."""
