"""What an export may be told besides its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.pages import PackedPicture

Pictures: TypeAlias = Callable[[Sequence[Row]], Sequence[PackedPicture | None]]
"""One for each row of some of the same file; None where there is none. Raises nothing but `Cancelled`."""


@dataclass(frozen=True, slots=True)
class Options:
    """``name`` is the target's, for errors and titles. ``documents`` None: one is started where it is needed.

    ``pictures`` are asked for on several threads at once.
    ``passwords`` are those of the documents, by path.
    """

    name: str
    cancel: CancelToken
    pictures: Pictures | None = None
    delimiter: str = ","
    documents: DocumentService | None = None
    passwords: Mapping[str, str] = field(default_factory=dict)
