"""Changing the keys of what the window can do."""
