"""Printing with a preview: which pages, on what paper, drawn piece by piece away from the window's thread."""
