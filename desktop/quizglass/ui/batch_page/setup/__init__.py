"""Setting a run up: which documents, which pages, which part of them, which questions, which model."""
