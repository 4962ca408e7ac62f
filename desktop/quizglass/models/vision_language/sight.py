"""What a family brings to the shared session: how it sees, how it is spoken to, how it points."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import torch

from quizglass.answers import Exchange
from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.pages import PageImage


@dataclass(frozen=True)
class Shown:
    """The picture as a model was shown it: ``size`` in pixels, and what it took of the prompt.

    ``content`` is the part of it that the region fills; the rest is padding.
    """

    size: Size
    tokens: int
    content: PageRect


@dataclass(frozen=True)
class Seen:
    """``[system + picture]`` as the language model takes it: (1, n, hidden) at (rows, 1, n).

    ``next_position`` is that of the text after it. ``deep`` are (1, n, hidden) each, added after the first layers.
    ``at_once`` says that its tokens look at each other in both directions: it cannot be taken in by parts.
    """

    embeddings: torch.Tensor
    positions: torch.Tensor
    next_position: int
    shown: Shown
    deep: tuple[torch.Tensor, ...] = ()
    at_once: bool = False


class Sight(Protocol):
    """How a family sees a picture."""

    @property
    def most_tokens(self) -> int:
        """Enough for a page of small print, and no more than the folder's own image processor allows."""

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        """The pixels to render a region of ``region`` points at for at most ``tokens`` tokens."""

    def bytes_per_token(self) -> int:
        """Memory that one more token of a picture takes while it is looked at, and afterwards as keys and values."""

    def look(self, image: PageImage, tokens: int, cancel: CancelToken) -> Seen:
        """Encode ``image`` in at most ``tokens`` tokens. Raises `Cancelled` within one layer of the cancel."""


class Dialogue(Protocol):
    """How a family is spoken to, in token ids. What the user wrote never becomes a special token."""

    def question(self, question: str, earlier: Iterable[Exchange] = (), language: str = "") -> list[int]:
        """From the end of the picture to where the answer begins."""


@dataclass(frozen=True)
class Pointing:
    """How a family writes places.

    ``where`` writes a question for the place of a phrase and begins the answer, so that nothing but a box can follow:
    ``begun`` is what it has begun with, one of ``ends`` the answer's last token.
    ``in_pixels`` of the picture as it was shown, else on a grid of 0..1000 over it. Where boxes stand in an answer's
    plain text, ``sign`` stands beside them.
    """

    where: Callable[[str], list[int]]
    begun: str
    ends: frozenset[int]
    in_pixels: bool = False
    sign: str = ""
