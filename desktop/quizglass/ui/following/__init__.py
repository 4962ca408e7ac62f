"""Following the links of pages: inside the document at once, out of it only when the user says so."""
