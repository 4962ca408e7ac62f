"""Questions that stand in a spreadsheet or a text file, and their answers put beside them."""
