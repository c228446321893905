"""The course by ear: a real screen reader, driven by keys, its speech written down."""
