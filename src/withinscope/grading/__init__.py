"""The instructor's side: collect hand-ins, grade them, keep a gradebook, mark, give feedback.

collect.collect(paths)     -> what stands there
grade.grade(found, keys)   -> what it came to
run.grade_all(…)           -> all of it, in a gradebook
exports.write(…)           -> grades.csv
feedback.write(…)          -> a page a trainee
"""
