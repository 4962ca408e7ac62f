"""Reading the pictures of pages: done in the background, shown in a bar that is never in the way."""
