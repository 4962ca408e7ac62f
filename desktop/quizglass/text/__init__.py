"""Folding, numbers, dates and word forms of Russian and English text. Pure Python."""
