"""One answer in the making: thoughts and numbers of lines are taken out, a "not found" is held back."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.models.decoding.text_stream import HeldBack
from quizglass.models.server.thoughts import Spoken
from quizglass.models.text_reader.line_references import LineReferences


class Hearing:
    """``on_text`` gets what can be shown. ``names_lines`` says that the model was told to name lines, as ``[L3]``."""

    def __init__(self, on_text: Callable[[str], None], *, names_lines: bool) -> None:
        self._held = HeldBack(on_text)
        self._spoken = Spoken()
        self._references = LineReferences() if names_lines else None

    def hear(self, piece: str) -> None:
        """Take in the next piece."""
        aloud = self._spoken.feed(piece)
        self._held.feed(self._references.feed(aloud) if self._references else aloud)

    def release(self) -> None:
        """Show what was held back: it is no "not found"."""
        if self._references:
            self._held.feed(self._references.finish())
        self._held.release()

    def told(self) -> tuple[str, tuple[int, ...]]:
        """The answer, and the numbers of the lines that it names."""
        if self._references is None:
            return self._spoken.text, ()
        references = LineReferences()
        text = references.feed(self._spoken.text) + references.finish()
        return text.strip(), references.numbers
