"""The course as a static site: pages of HTML that are played without Jupyter.

engine     Python for browsers and the packages that the course needs there: fetched once, checked
texts      a notebook's text as HTML
pages      a page of the course as a page of HTML, with the first state of each of its views
building   the whole folder
command    `withinscope site`
static/    what the pages run; the views and the bar are those of Jupyter's pages
"""
