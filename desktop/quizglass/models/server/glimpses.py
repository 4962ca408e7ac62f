"""What a server's model is shown of a view: the picture of the region, or its printed lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Held, View
from quizglass.models.server import picture
from quizglass.models.server.messages import Content, beside_picture, beside_text
from quizglass.models.text_reader.page_lines import page_lines, placed, words_of
from quizglass.pages import Word

LEAST_TOKENS = 64
"""A page of fewer tokens cannot be read any more: a server that refuses it is not asked with a smaller one."""


class PictureGlimpse:
    """The picture at ``size`` pixels, in at most ``tokens``. ``is_smaller``: less is sent than the view shows."""

    def __init__(self, view: View, tokens: int) -> None:
        self.view = view
        self._show(tokens)

    @property
    def held(self) -> Held:
        return Held(memory=self.view.held_bytes + len(self._url))

    def tell(self, words: tuple[Word, ...]) -> None:
        """See `OfPicture`."""
        self.view = replace(self.view, words=words)

    @property
    def is_smaller(self) -> bool:
        assert self.view.image is not None
        return self.size != (self.view.image.width, self.view.image.height)

    @property
    def tokens(self) -> int:
        return picture.tokens_at(self.size)

    @property
    def extent(self) -> Size:
        return Size(float(self.size[0]), float(self.size[1]))

    def content(self, words: str) -> Content:
        """The content of a message that shows the view and says ``words``."""
        return beside_picture(self._url, words)

    def shrink(self) -> bool:
        """Show half as much from now on; False when that makes no sense."""
        tokens = self.tokens // 2
        if tokens < LEAST_TOKENS:
            return False
        self._show(tokens)
        return True

    def _show(self, tokens: int) -> None:
        image = self.view.image
        assert image is not None, "a vision engine is shown a picture"
        self.size = picture.size_within(image, tokens)
        self._url = picture.data_url(image, self.size)


class TextGlimpse:
    """The lines of the region with their numbers, as text readers are told them."""

    is_smaller = False

    def __init__(self, view: View) -> None:
        self.view = view
        self._lines = page_lines(view)
        self._text = "\n".join(line.written for line in self._lines)

    @property
    def held(self) -> Held:
        return Held(memory=self.view.held_bytes + len(self._text))

    def content(self, words: str) -> Content:
        return beside_text(self._text, words)

    def shrink(self) -> bool:
        """False: half of a text is another text."""
        return False

    def place(self, answer: str, lines: Sequence[int]) -> tuple[tuple[int, ...], tuple[PageRect, ...]]:
        """Where the lines called ``lines`` print ``answer``: see `placed`."""
        return placed(answer, words_of(self._lines, lines), self.view)


ServerGlimpse: TypeAlias = PictureGlimpse | TextGlimpse
