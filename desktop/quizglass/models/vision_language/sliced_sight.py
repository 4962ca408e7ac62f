"""Sight of the MiniCPM-V families: the whole picture small, then cut into slices of some 448 x 448 pixels each."""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

import torch

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.image_budget import MOST_DPI
from quizglass.models.vision_language.chat_template import TemplateWriter
from quizglass.models.vision_language.sequence_sight import Encoded, SequenceSight
from quizglass.models.vision_language.sight import Shown
from quizglass.pages import PageImage

_POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class Slicing:
    """At most ``most`` slices of ``side`` x ``side`` pixels, of which each takes ``tokens`` tokens."""

    most: int
    side: int
    tokens: int


@dataclass(frozen=True)
class Marks:
    """The tokens around a picture and around its slices; ``number`` stands before the picture, if anything does."""

    image: tuple[int, int]
    slice: tuple[int, int]
    number: tuple[int, ...]
    line_end: tuple[int, ...]

    def spelled(self, image_token: int, counts: list[int], columns: int) -> list[int]:
        """The whole picture with ``counts[0]`` tokens, then the slices, ``columns`` to a line."""
        whole, *slices = ([image_token] * count for count in counts)
        ids = [*self.number, self.image[0], *whole, self.image[1]]
        for number, one in enumerate(slices):
            if number and number % columns == 0:
                ids += self.line_end
            ids += [self.slice[0], *one, self.slice[1]]
        return ids


class SlicedSight(SequenceSight):
    """Fewer tokens mean fewer slices."""

    def __init__(
        self,
        tower: Any,
        language: LanguageModel,
        writer: TemplateWriter,
        image_token: int,
        *,
        slicing: Slicing,
        marks: Marks,
    ) -> None:
        super().__init__(tower, language, writer, image_token)
        self._slicing = slicing
        self._marks = marks

    @property
    def most_tokens(self) -> int:
        return (self._slicing.most + 1) * self._slicing.tokens

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        """As many pixels as the slices hold; the family fits them to its grid."""
        pixels = self._slices(tokens) * self._slicing.side**2
        width, height = max(region.width, 1e-3), max(region.height, 1e-3)
        scale = min(math.sqrt(pixels / (width * height)), MOST_DPI / _POINTS_PER_INCH)
        return max(1, round(width * scale)), max(1, round(height * scale))

    def _slices(self, tokens: int) -> int:
        return max(1, min(self._slicing.most, tokens // self._slicing.tokens - 1))

    def encode(self, image: PageImage, tokens: int, cancel: CancelToken) -> Encoded:
        parts, columns = self.look_at_slices(image, self._slices(tokens), cancel)
        counts = [len(part) for part in parts]
        ids = self._marks.spelled(self._image_token, counts, columns)
        shown = Shown(Size(image.width, image.height), sum(counts), PageRect(0.0, 0.0, 1.0, 1.0))
        return Encoded(ids, torch.cat(parts), shown)

    @abstractmethod
    def look_at_slices(self, image: PageImage, most: int, cancel: CancelToken) -> tuple[list[torch.Tensor], int]:
        """What the whole picture and its slices, at most ``most``, row by row, come to: (tokens, hidden) each.

        Returns:
            The features, and how many slices stand in a row.
        """
