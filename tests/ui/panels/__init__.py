"""Each panel alone: shown a State, it emits an Edit, and needs no window."""
