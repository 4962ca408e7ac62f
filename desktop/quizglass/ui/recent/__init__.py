"""The documents opened before: what is known of them, and small pictures of their first pages."""
