"""What is remembered: documents, questions, answers. SQLite."""
