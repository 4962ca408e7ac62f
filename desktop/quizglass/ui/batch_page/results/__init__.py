"""What a run has found, as people check it: a table, the page beside it, what it comes to, and a file of it."""
