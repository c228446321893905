"""The course as a static site: how it is built, and played in a browser without Jupyter."""
