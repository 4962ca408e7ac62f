"""JSON Lines: an object a line, with names and values for programs, in no language."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final

from quizglass.batch.exports.cells import holdable
from quizglass.batch.exports.columns import NAMES
from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.options import Options
from quizglass.batch.row import Row

_ESCAPED: Final = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""Characters that some programs take for the end of a line."""


def write(feed: RowFeed, partial: Path, _: Options) -> int:
    """A line a row; how many rows were written."""
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        for row in feed:
            file.write(json.dumps(_plain(row), ensure_ascii=False).translate(_ESCAPED) + "\n")
    return feed.count


def count(partial: Path, options: Options) -> int:
    """The rows that are read back whole."""
    found = 0
    with partial.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            options.cancel.raise_if_cancelled()
            found += tuple(json.loads(line)) == NAMES
    return found


def _plain(row: Row) -> dict[str, Any]:
    return {
        "file": holdable(row.file),
        "page": row.page,
        "region": row.region.as_tuple() if row.region else None,
        "question": holdable(row.question),
        "answer": holdable(row.answer),
        "found": row.found,
        "evidence_text": holdable(row.evidence_text),
        "evidence_boxes": [box.as_tuple() for box in row.evidence_boxes],
        "model": holdable(row.model),
        "confidence": _finite(row.confidence),
        "seconds": _finite(row.seconds),
        "status": row.status.value,
        "error": holdable(row.error),
        "correction": holdable(row.correction) if row.correction is not None else None,
    }


def _finite(number: float | None) -> float | None:
    """JSON knows no infinity."""
    return number if number is not None and math.isfinite(number) else None
