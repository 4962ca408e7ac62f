"""How long a text a model knows: beyond that, positions were never learned and what is said is noise."""

from __future__ import annotations

from typing import Any


class ContextFull(ValueError):
    """There is no room left for an answer."""


def longest_text(decoder: Any) -> int | None:
    """Positions that ``decoder`` knows; None where its configuration does not tell."""
    known = getattr(decoder.config, "max_position_embeddings", None)
    return int(known) if known else None
