"""What a server's model is shown of a view: the picture of the region, or its printed lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Protocol

from quizglass.geometry import Size
from quizglass.models.engine import View
from quizglass.models.server import picture
from quizglass.models.server.messages import Content, beside_picture, beside_text
from quizglass.pages import Word

LEAST_TOKENS = 64
"""A page of fewer tokens cannot be read any more: a server that refuses it is not asked with a smaller one."""


class ServerGlimpse(Protocol):
    """``is_smaller`` says that less is sent than the view shows."""

    @property
    def view(self) -> View: ...

    @property
    def is_smaller(self) -> bool: ...

    def content(self, words: str) -> Content:
        """The content of a message that shows the view and says ``words``."""

    def shrink(self) -> bool:
        """Show half as much from now on; False when that makes no sense."""


class PictureGlimpse:
    """The picture at ``size`` pixels, in at most ``tokens``."""

    def __init__(self, view: View, tokens: int) -> None:
        self.view = view
        self._show(tokens)

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
        return beside_picture(self._url, words)

    def shrink(self) -> bool:
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
    """The words of the region as lines, a blank one between blocks."""

    is_smaller = False

    def __init__(self, view: View) -> None:
        self.view = view
        self._text = printed_lines(view)

    def content(self, words: str) -> Content:
        return beside_text(self._text, words)

    def shrink(self) -> bool:
        """False: half of a text is another text."""
        return False


def printed_lines(view: View) -> str:
    """What is printed in the region of ``view``, in reading order."""
    words = [word for word in view.words if view.region.contains(*word.box.center)]
    return "\n\n".join(_lines(block) for _, block in groupby(words, key=lambda word: word.block))


def _lines(block: Iterable[Word]) -> str:
    return "\n".join(" ".join(word.text for word in line) for _, line in groupby(block, key=lambda word: word.line))
