"""Marks in a spreadsheet: answers out without names, levels and comments back in.

Pure, and in rows: whatever file they become, `form` says what the columns are, `writing` makes
rows of answers, `reading` makes entries of rows, and `judging` says what each entry would do.
"""
