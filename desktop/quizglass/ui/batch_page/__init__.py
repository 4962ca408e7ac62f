"""All pages: questions put to many pages of many documents, and what came of them."""
