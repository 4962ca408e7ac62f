"""What is exported is what is read back, whatever was answered; and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizglass.batch.exports import check_target, export
from quizglass.batch.exports.columns import COLUMNS, harmless
from quizglass.batch.row import Row, Status
from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, FileNotWritable, UsageError
from quizglass.geometry import PageRect

ONE = Row(
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
FAILED = Row("/docs/b.pdf", 0, None, "What?", "", Status.FAILED, error="It is locked.")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
written = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def exported(out: Path, rows: list[Row]) -> Path:
    export(rows, out, cancel=CancelToken())
    return out


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def test_csv_is_what_a_spreadsheet_opens(tmp_path: Path) -> None:
    file = exported(tmp_path / "answers.csv", [ONE, FAILED])
    assert file.read_bytes().startswith(b"\xef\xbb\xbffile,page,")
    first, second = read_csv(file)
    assert tuple(first) == COLUMNS
    assert (first["page"], first["found"], first["confidence"]) == ("3", "true", "0.812")
    assert json.loads(first["evidence_boxes"]) == [[0.5, 0.5, 0.6, 0.52]]
    assert (second["status"], second["found"], second["region"], second["error"]) == (
        "failed",
        "false",
        "",
        "It is locked.",
    )


@written
@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_csv_and_json_lines_give_back_what_was_answered(tmp_path: Path, told: list[tuple[str, str]]) -> None:
    rows = [Row("a.pdf", 1, None, question, answer, Status.DONE) for question, answer in told]
    table = read_csv(exported(tmp_path / "answers.csv", rows))
    for row, cells in zip(rows, table, strict=True):
        for wanted, cell in ((row.question, cells["question"]), (row.answer, cells["answer"])):
            assert cell.removeprefix("'") == wanted.replace("\0", "\N{REPLACEMENT CHARACTER}").removeprefix("'")
    with exported(tmp_path / "answers.jsonl", rows).open(encoding="utf-8") as source:
        objects = [json.loads(line) for line in source]
    assert [(each["question"], each["answer"]) for each in objects] == told


@written
@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_markdown_has_a_line_for_every_row(tmp_path: Path, told: list[tuple[str, str]]) -> None:
    rows = [Row("a.pdf", 1, None, question, answer, Status.DONE) for question, answer in told]
    lines = exported(tmp_path / "answers.md", rows).read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("| 1 |") for line in lines) == len(rows)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\r=1", "-", "+1e5", "-1.2.3"]
)
def test_what_could_be_a_formula_is_text(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-12.50", "+7", "-0,5", "12", "INV-7", "", "a=b"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_a_format_that_is_not_known_is_refused_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl"):
        check_target(tmp_path / "answers.docx")


def test_a_folder_that_is_not_there_is_told_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritable):
        check_target(tmp_path / "nowhere" / "answers.csv")


def test_a_cancelled_export_leaves_what_was_there(tmp_path: Path) -> None:
    out, cancel = tmp_path / "answers.csv", CancelToken()
    out.write_text("of last time")
    with pytest.raises(Cancelled):
        export([ONE, FAILED], out, progress=lambda _: cancel.cancel(), cancel=cancel)
    assert out.read_text() == "of last time"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["answers.csv"]
