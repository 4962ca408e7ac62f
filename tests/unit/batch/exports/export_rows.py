"""Rows to export, and the exporting of them, shared by the tests of all formats."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from PIL import Image

from quizglass.batch.exports import export
from quizglass.batch.row import Row, Status
from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.pages import PackedPicture

FOUND = Row(
    "/docs/Счёт 1.pdf",
    3,
    PageRect(0.1, 0.2, 0.3, 0.4),
    "What is\nthe total?",
    "=1+1 | € 5,00 🧾",
    Status.DONE,
    "€ 5,00",
    (PageRect(0.5, 0.5, 0.6, 0.52),),
    "built-in",
    0.81234,
    0.0421,
)
CORRECTED = replace(FOUND, answer="€ 6,00", correction="12.50 EUR")
EMPTIED = replace(FOUND, page=4, answer="€ 7,00", correction="")
"""A person says that there is no answer."""
LOCKED = Row("/docs/b.pdf", 0, None, "What?", "", Status.FAILED, error="It is locked.")

_pieces = st.sampled_from(
    ["=", "-1", "|", "\\", "\n", "\r\n", "\t", '"', ";", "<br>", "&amp;", "_x0041_", "🧾", "\x00", "'"]
)
any_text = st.lists(st.one_of(_pieces, st.text(st.characters(codec=None), max_size=8)), max_size=5).map("".join)
"""Whatever can be in a cell: markup, ends of lines, control characters, halves of characters."""

many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def picture(kind: str, width: int, height: int) -> PackedPicture:
    file = io.BytesIO()
    Image.effect_noise((width, height), 90).save(file, kind)
    return PackedPicture(file.getvalue(), kind, width, height)


def rows_of(*told: tuple[str, str]) -> list[Row]:
    return [Row("/docs/a.pdf", 1, None, question, answer, Status.DONE) for question, answer in told]


def exported(out: Path, rows: list[Row], **options: Any) -> Path:
    export(rows, out, cancel=CancelToken(), **options)
    return out
