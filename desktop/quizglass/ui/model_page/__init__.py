"""The page of models: what is on this computer, what could be, and what of it runs here."""
