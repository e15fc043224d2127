"""The tests: they mirror planner/ and ui/, and read as the specification."""
