"""Finding words in the open document: searching, what was found, marking it on the pages."""
