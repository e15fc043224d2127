"""The panels of the window, one file a panel. Each is shown a State and emits Edits."""
