"""What a trainee sees: one view an item, each a widget with a plain JavaScript face."""
