"""The report on a cohort: what it can do, who may need a talk, how good the items are."""
