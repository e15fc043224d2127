"""The window: what a clinician enters on the left, what follows from it on the right."""
