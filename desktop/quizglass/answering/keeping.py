"""Putting questions and answers into the library while they happen. A library that fails never costs an answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias

from quizglass.answers import Answer, Question
from quizglass.documents.requests import HashDocument
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, trace_without_text
from quizglass.library.library import Library

log = logging.getLogger(__name__)

LibrarySource: TypeAlias = Library | Callable[[], Library | None] | None


class AnswerKeeper:
    """``library`` may be a function that opens it, called on the keeper's own thread when first needed.

    ``on_error`` is told what went wrong, on any thread.
    """

    def __init__(
        self, documents: DocumentService, library: LibrarySource, on_error: Callable[[AppError], None]
    ) -> None:
        self._documents = documents
        self._source = library
        self._on_error = on_error
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._library: Library | None = None

    @property
    def library(self) -> Library | None:
        """What `begin` has opened; None before, and where it could not."""
        return self._library

    def begin(self, question_id: str, question: Question, document_hash: str | None) -> Future[None]:
        """Keep a question. The result comes when it is on the disk, or when that has failed."""
        return self._thread.submit(self._guarded, self._begin, question_id, question, document_hash)

    def checkpoint(self, question_id: str, text: str) -> None:
        if self._library is not None:
            self._guarded(self._library.checkpoint, question_id, text)

    def finish(self, question_id: str, answer: Answer) -> None:
        if self._library is not None:
            self._guarded(self._library.finish, question_id, answer)

    def close(self) -> None:
        self._thread.shutdown(wait=True)

    def _begin(self, question_id: str, question: Question, document_hash: str | None) -> None:
        if self._library is None:
            self._library = self._source() if callable(self._source) else self._source
        if self._library is None:
            return
        if document_hash is None:
            try:
                document_hash = self._documents.call(HashDocument(question.document))
            except AppError:  # a file that cannot be read: asking it will say so
                return
        self._library.record_question(question_id, document_hash, question)

    def _guarded(self, work: Callable[..., None], *values: object) -> None:
        try:
            work(*values)
        except AppError as error:
            log.warning("not kept in the library: %s", error.code)
            self._on_error(error)
        except Exception as error:  # noqa: BLE001 - keeping must never cost an answer
            log.error("not kept in the library\n%s", trace_without_text(error))  # noqa: TRY400 - may quote a page
            self._on_error(AppError())
