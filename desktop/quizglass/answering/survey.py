"""What is known of many pages at once: which can be read, and which a question is likely about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizglass.errors import AppError
from quizglass.pages import PageText
from quizglass.text.ranking import PageIndex


@dataclass(frozen=True, slots=True)
class Survey:
    """Pages count from 0. ``worded`` have words, ``wordless`` have ink but no words; blank pages are in neither.

    Much smaller than the words of all pages, so that it can be kept while a document is asked again and again.
    """

    worded: tuple[int, ...]
    wordless: tuple[int, ...]
    failed: dict[int, AppError]
    index: PageIndex

    @classmethod
    def of(cls, texts: Iterable[tuple[int, PageText | AppError]]) -> Survey:
        words, wordless, failed = {}, [], {}
        for page, text in texts:
            if isinstance(text, AppError):
                failed[page] = text
            elif text.words:
                words[page] = text.words
            elif text.has_ink:
                wordless.append(page)
        return cls(tuple(words), tuple(wordless), failed, PageIndex(list(words.values())))

    def likeliest(self, question: str) -> tuple[list[int], list[int]]:
        """The worded pages that share something with ``question``, best first, and the others in order."""
        ranked = [(self.worded[number], score) for number, score in self.index.rank(question)]
        return [page for page, score in ranked if score > 0], [page for page, score in ranked if score <= 0]
