"""What a decode step cannot do without reading: the weights of the language model, and the keys and values so far."""

from __future__ import annotations

from typing import Any

from quizglass.models.decoding.language_model import LanguageModel


def weights_read(language: LanguageModel) -> int:
    """Bytes of the layers, the last norm and the head, in the form in which they are kept.

    Of the table of words one row is read, which counts for nothing, unless the table is the head as well.
    """
    parts = [*language.layers, language.decoder.norm, language.head]
    weights = {id(weight): weight for part in parts for weight in part.parameters()}
    return sum(map(_kept_bytes, weights.values()))


def _kept_bytes(weight: Any) -> int:
    """Of a weight with the scales that it was quantized by, which may be quantized themselves."""
    total = weight.numel() * weight.element_size()
    state = getattr(weight, "quant_state", None)
    while state is not None:
        total += state.absmax.numel() * state.absmax.element_size()
        state = getattr(state, "state2", None)
    scales = getattr(weight, "SCB", None)
    if scales is not None:
        total += scales.numel() * scales.element_size()
    return int(total)
