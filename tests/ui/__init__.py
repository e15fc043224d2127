"""The window's tests: pure readings as tables, panels alone, and the whole job as a person types."""
