"""Files that change on the disk while their documents are open."""
