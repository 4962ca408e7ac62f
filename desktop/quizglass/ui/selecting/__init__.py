"""Selecting the text of pages with the pointer and the keys, and copying it."""
