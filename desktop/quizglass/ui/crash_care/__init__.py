"""Faults of the program itself: noticed, logged without any text of a document, told calmly."""
