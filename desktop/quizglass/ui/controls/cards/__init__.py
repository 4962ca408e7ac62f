"""Cards with a title, lines, progress and buttons, one below the other."""
