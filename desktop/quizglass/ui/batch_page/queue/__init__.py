"""The runs: how far each is, and what can be done with it."""
