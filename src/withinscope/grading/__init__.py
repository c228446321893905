"""The instructor's side: collect hand-ins, grade them, keep a gradebook, mark, give feedback.

intake.collect.collect(paths)       -> what is there
intake.whose.whose(found, …)        -> whose it is, by the layouts
grade.grade(found, keys, marks)     -> what it came to
cohort.grade_all(…)                 -> all of it, in a gradebook
book.people.People                  -> who a person is
marking.step(state, message)        -> a sitting of marking, and what is to be done
outcomes.by_outcome(…)              -> what a capstone came to, outcome by outcome
book.rows.sheet(…)                  -> rows, which exports.write(…) makes a file
feedback.writing.write(…)           -> a page a trainee
"""
