"""What a run is to do: which questions, of which pages of which files, by which model."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from quizglass.geometry import PageRect


@dataclass(frozen=True, slots=True)
class Plan:
    """``files`` are absolute paths. ``pages`` count from 0, () means all; what a file does not have is left out of it.

    ``region`` is the same on every page; None is the whole page. ``language`` is the answers', "" the question's.
    """

    files: tuple[str, ...]
    questions: tuple[str, ...]
    pages: tuple[int, ...] = ()
    region: PageRect | None = None
    model: str = "built-in"
    language: str = ""

    def pages_of(self, count: int) -> tuple[int, ...]:
        """The pages of a file that has ``count``."""
        return tuple(page for page in self.pages if page < count) if self.pages else tuple(range(count))

    def key(self, question: str) -> str:
        """What an answer depends on besides the page: asked again with the same key, it would be the same."""
        region = self.region.as_tuple() if self.region else None
        asked = json.dumps([question, region, self.model, self.language], ensure_ascii=False)
        return hashlib.sha256(asked.encode()).hexdigest()
