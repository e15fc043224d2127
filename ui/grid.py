"""The rhythm of the window."""

GRID = 8
"""Pixels. All spacings are this, half of it, or twice and three times it."""
