"""The spreadsheet has the types of what was answered, shows where it stands, and calculates nothing."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from export_rows import CORRECTED, EMPTIED, FOUND, LOCKED, any_text, exported, many, picture, rows_of
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from quizglass.batch.exports.cells import holdable, starts_formula, unix_lines
from quizglass.batch.exports.typed_values import typed
from quizglass.i18n import set_language


def sheet_of(file: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file.read_bytes())).worksheets[0]


def answered(tmp_path: Path, answer: str) -> Any:
    return sheet_of(exported(tmp_path / "answers.xlsx", rows_of(("What?", answer))))["E2"]


def test_the_head_stays_and_filters(tmp_path: Path) -> None:
    set_language("ru")
    sheet = sheet_of(exported(tmp_path / "answers.xlsx", [FOUND, LOCKED]))
    assert [cell.value for cell in sheet[1]][:5] == ["Файл", "Страница", "Область", "Вопрос", "Ответ"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("A2", "A1:N3", 3)
    assert all(5 < sheet.column_dimensions[name].width < 60 for name in "ABDE")


def test_cells_have_types(tmp_path: Path) -> None:
    sheet = sheet_of(exported(tmp_path / "answers.xlsx", [FOUND, LOCKED]))
    first, second = ([cell.value for cell in sheet[number]] for number in (2, 3))
    assert first == [
        *("/docs/Счёт 1.pdf", 3, "0.1000,0.2000,0.3000,0.4000", "What is\nthe total?", "=1+1 | € 5,00 🧾"),
        *(None, True),
        *("€ 5,00", "0.5000,0.5000,0.6000,0.5200", "built-in", 0.81234, 0.0421, "done", None),
    ]
    assert second[:8] == ["/docs/b.pdf", None, None, "What?", None, None, False, None]
    assert second[12:] == ["failed", "It is locked."]


def test_a_click_opens_the_page(tmp_path: Path) -> None:
    sheet = sheet_of(exported(tmp_path / "answers.xlsx", [FOUND, LOCKED]))
    address = "file:///docs/%D0%A1%D1%87%D1%91%D1%82%201.pdf"
    assert (sheet["A2"].hyperlink.target, sheet["A2"].hyperlink.location) == (address, None)
    assert (sheet["B2"].hyperlink.target, sheet["B2"].hyperlink.location) == (address, "page=3")
    assert sheet["B3"].hyperlink is None


@settings(many, max_examples=15)
@given(st.lists(st.tuples(any_text, any_text), min_size=4, max_size=8))
def test_it_gives_back_what_was_answered(tmp_path: Path, told: list[tuple[str, str]]) -> None:
    sheet = sheet_of(exported(tmp_path / "answers.xlsx", rows_of(*told)))
    for row, (question, answer) in zip(sheet.iter_rows(min_row=2), told, strict=True):
        assert is_text(row[3], question)
        assert is_text(row[4], answer) or (typed(answer) and row[4].data_type in {"n", "d"})


def is_text(cell: Any, told: str) -> bool:
    """Whether the cell holds what was told, and stays text when it is edited."""
    if cell.value is None:
        return told == ""
    held = unix_lines(holdable(told))
    return cell.data_type == "s" and unescape(cell.value) == held and cell.quotePrefix is starts_formula(held)


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "#N/A", "TRUE", "="])
def test_what_could_be_calculated_is_text(tmp_path: Path, text: str) -> None:
    cell = answered(tmp_path, text)
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize(
    ("text", "value", "shown_as"),
    [
        ("-12.50", -12.5, "0.00"),
        ("42,50 EUR", 42.5, '0.00" EUR"'),
        ("$1,234.50", 1234.5, '"$"#,##0.00'),
        ("1 234 567,8 руб.", 1234567.8, '#,##0.0" руб."'),
        ("7", 7, "0"),
        ("12.5 %", 0.125, "0.0%"),
        ("2031-02-28", datetime(2031, 2, 28), "yyyy-mm-dd"),  # noqa: DTZ001 - a day, anywhere
        ("28.02.2031", datetime(2031, 2, 28), "dd.mm.yyyy"),  # noqa: DTZ001
    ],
)
def test_what_is_certain_is_a_value(tmp_path: Path, text: str, value: object, shown_as: str) -> None:
    cell = answered(tmp_path, text)
    assert (cell.value, cell.number_format) == (value, shown_as)


@pytest.mark.parametrize(
    "text",
    [
        *("1,234", "1.234", "007", "00.5", "4111111111111111", "+7 495 123-45-67", "03/04/2031", "1.2.31", "(5.00)"),
        *("1/2", "31.02.2031", "12 pages", "INV-7", "5-", "²", "12.50 EUR or less", "1850-01-01"),
    ],
)
def test_what_is_not_certain_stays_text(tmp_path: Path, text: str) -> None:
    assert answered(tmp_path, text).value == text


def test_a_day_is_a_day() -> None:
    known = typed("March 3, 2031")
    assert known is not None
    assert known.value == date(2031, 3, 3)


def test_a_cell_takes_no_more_than_it_can_hold(tmp_path: Path) -> None:
    cell = answered(tmp_path, "🧾" * 40_000)
    assert cell.value.endswith("🧾…")
    assert len(cell.value.encode("utf-16-le")) // 2 <= 32_767


def test_a_correction_is_a_value_of_its_own(tmp_path: Path) -> None:
    sheet = sheet_of(exported(tmp_path / "answers.xlsx", [CORRECTED, EMPTIED]))
    assert [cell.value for cell in sheet["F"]] == ["Correction", 12.5, "no answer"]
    assert sheet["E2"].value == 6


def test_pictures_of_the_evidence(tmp_path: Path) -> None:
    made = {3: picture("jpeg", 500, 400), 4: picture("png", 40, 10)}
    rows = [LOCKED, replace(FOUND, page=2), FOUND, replace(FOUND, page=4)]
    file = exported(tmp_path / "answers.xlsx", rows, pictures=lambda rows: [made.get(row.page) for row in rows])
    sheet = sheet_of(file)
    assert sheet["O1"].value == "Picture of the evidence"
    placed = {image.anchor._from.row + 1: image for image in sheet._images}
    assert sorted(placed) == [4, 5]
    assert all(image.anchor._from.col == 14 for image in placed.values())
    assert (placed[4].format, placed[5].format) == ("jpeg", "png")
    assert [placed[row]._data() for row in (4, 5)] == [made[3].data, made[4].data]
    assert (placed[5].anchor.ext.width, placed[5].anchor.ext.height) == (40 * 9525, 10 * 9525), "EMU, 96 dpi"
    assert sheet.row_dimensions[4].height > 80
