"""What is remembered: documents, questions, answers, texts read from pictures. SQLite."""
