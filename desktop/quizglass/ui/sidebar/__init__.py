"""Finding one's way in a document: the panel on the left."""
