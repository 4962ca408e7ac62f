"""Which modules a quantized model keeps in 16 bit, in the names that transformers 5 gives them.

The towers were called otherwise before ("visual" for "model.visual"). A list that says so matches nothing today: the
tower is replaced by empty 4-bit layers, and the first picture fails. Folders saved with such a list are common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizglass.models.loading.recipe import ModelRecipe


def modern_names(names: Iterable[str] | None, recipe: ModelRecipe) -> list[str]:
    """``names`` as they are called today, with the head, which the older lists left to be understood."""
    renamed = [_modern(name, recipe.renamed) for name in names] if names else list(recipe.kept_in_16_bit)
    return list(dict.fromkeys([*renamed, "lm_head"]))


def _modern(name: str, renamed: Sequence[tuple[str, str]]) -> str:
    for old, new in renamed:
        if name == old or name.startswith(old + "."):
            return new + name.removeprefix(old)
    return name
