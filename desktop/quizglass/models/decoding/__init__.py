"""Our own decoding over a model's modules: prefill and decode apart, a prefix encoded once, Stop at once."""
