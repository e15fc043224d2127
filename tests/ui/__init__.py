"""The window's tests: readings as tables, panels alone, and the whole job as a person types."""
