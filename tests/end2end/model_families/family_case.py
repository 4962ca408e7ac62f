"""What one model family brings to the table of families: how to make its tiny checkpoint, and who is right about it.

A module ``<family>_case.py`` beside this one offers ``CASE``; `test_families.py` takes each through the real store,
registry and engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from quizglass.geometry import PageRect
from quizglass.models.decoding.page_drafts import PageDrafts
from quizglass.models.engine import Ask, Engine, Glimpse, View


@dataclass(frozen=True)
class FamilyCase:
    """``family`` is the key of the catalogue's family.

    ``make`` writes the tiny checkpoint of the real class into a folder that does not exist yet.
    ``plain`` is what the plain class of transformers (or of the publisher) says to the same view and question, as
    token ids, from weights that it loads itself in 32 bit; ``ours`` is what the engine says, in the same terms. A
    span engine has no tokens: the indices of the words that it points at do.
    ``boxes`` makes the engine point at a place that is given in fractions of the page, in the family's own notation,
    and returns what comes out of it; None for a family that cannot point.
    """

    family: str
    make: Callable[[Path], object]
    plain: Callable[[Path, View, Ask], Sequence[int]]
    ours: Callable[[Engine, Glimpse, Ask], Sequence[int]]
    boxes: Callable[[Engine, Glimpse, PageRect], Sequence[PageRect]] | None = None
    four_bit: bool = True
    eight_bit: bool = True


@contextmanager
def made_to_say(head: Any, tokens: Sequence[int]) -> Iterator[None]:
    """While this lasts, the module ``head`` gives its best score to one of ``tokens`` after the other."""
    import torch

    left = list(tokens)

    def dictate(_module: object, _inputs: object, scores: torch.Tensor) -> torch.Tensor:
        dictated = torch.full_like(scores, -100.0)
        dictated[..., left.pop(0)] = 100.0
        return dictated

    hook = head.register_forward_hook(dictate)
    try:
        # What is dictated token by token is not drafted besides.
        with patch.object(PageDrafts, "propose", return_value=[]):
            yield
    finally:
        hook.remove()
