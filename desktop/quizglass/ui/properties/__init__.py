"""What a document is: shown on a card, to be read and copied."""
