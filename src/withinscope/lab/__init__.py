"""How Jupyter is started for the course: working copies, settings of its own, the server."""
