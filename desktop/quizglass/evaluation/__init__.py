"""Measuring engines on labelled questions."""
