"""From an installed model to modules that compute: device, quantization, weights. The same for all families."""
