"""The author's side: exercises from solutions, what trainees are given, the linter, tidy files."""
