"""One question, every page of many files: runs, their journal, and what can be made of the answers."""
