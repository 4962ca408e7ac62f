"""Engines that answer: catalogue, store, loading, decoding. The only folder (with training) that imports torch."""
