"""The instructor's commands, and what they say on the terminal."""
