"""Intake: find hand-ins in what an instructor has, and say whose each is."""
