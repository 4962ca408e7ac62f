"""Quizglass: ask questions about one's own documents, on one's own machine."""

__version__ = "0.1.0"
