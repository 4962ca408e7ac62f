"""Asking a question and reading the answers: the panel on the right."""
