"""Which modules a quantized Qwen2-VL keeps in 16 bit, in the names that transformers 5 gives them.

The tower was called ``visual`` before; a list that says so matches nothing today, the tower is replaced by empty
4-bit layers, and the first picture fails. Folders saved with such a list are common.
"""

from __future__ import annotations

from collections.abc import Iterable

KEPT_IN_16_BIT = ("model.visual", "lm_head")
_RENAMED = (
    ("visual", "model.visual"),
    ("merger", "model.visual.merger"),
    ("model.layers", "model.language_model.layers"),
    ("model.embed_tokens", "model.language_model.embed_tokens"),
)


def modern_names(names: Iterable[str] | None) -> list[str]:
    """``names`` as they are called today, with the head, which the older lists left to be understood."""
    renamed = [_modern(name) for name in names] if names else list(KEPT_IN_16_BIT)
    return list(dict.fromkeys([*renamed, "lm_head"]))


def _modern(name: str) -> str:
    for old, new in _RENAMED:
        if name == old or name.startswith(old + "."):
            return new + name.removeprefix(old)
    return name
