"""CSV, JSON Lines and Markdown: what is written is what is read back, and a spreadsheet calculates none of it."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from export_rows import CORRECTED, EMPTIED, FOUND, LOCKED, any_text, exported, many, rows_of
from hypothesis import given
from markdown_it import MarkdownIt

from quizglass.batch.exports.cells import holdable, unix_lines, without_formula
from quizglass.batch.exports.columns import NAMES
from quizglass.geometry import PageRect
from quizglass.i18n import set_language


def read_csv(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source, delimiter=delimiter))


def read_markdown(file: Path) -> list[list[str]]:
    """The cells as a renderer shows them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(file.read_text(encoding="utf-8"))
    cells = [
        "".join("\n" if part.type == "html_inline" else part.content for part in token.children or [])
        for token in tokens
        if token.type == "inline"
    ]
    return [cells[start : start + len(NAMES)] for start in range(0, len(cells), len(NAMES))]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_is_what_a_spreadsheet_opens(tmp_path: Path, delimiter: str) -> None:
    file = exported(tmp_path / "answers.csv", [FOUND, LOCKED], delimiter=delimiter)
    assert file.read_bytes().startswith(b"\xef\xbb\xbffile" + delimiter.encode() + b"page")
    first, second = read_csv(file, delimiter)
    assert tuple(first) == NAMES
    assert (first["page"], first["found"], first["confidence"]) == ("3", "true", "0.812")
    assert json.loads(first["evidence_boxes"]) == [[0.5, 0.5, 0.6, 0.52]]
    assert json.loads(first["region"]) == [0.1, 0.2, 0.3, 0.4]
    assert first["answer"] == "'=1+1 | € 5,00 🧾"
    assert [second[name] for name in ("status", "found", "region", "error")] == ["failed", "false", "", "It is locked."]


@many
@given(any_text, any_text)
def test_csv_gives_back_what_was_answered(tmp_path: Path, question: str, answer: str) -> None:
    (row,) = read_csv(exported(tmp_path / "answers.csv", rows_of((question, answer))))
    assert row["question"] == without_formula(holdable(question))
    assert row["answer"].removeprefix("'") == holdable(answer).removeprefix("'")


@many
@given(any_text, any_text)
def test_json_lines_give_back_what_was_answered(tmp_path: Path, question: str, answer: str) -> None:
    text = exported(tmp_path / "answers.jsonl", rows_of((question, answer))).read_text(encoding="utf-8")
    (line,) = text.splitlines()
    row = json.loads(line)
    assert (row["question"], row["answer"]) == (holdable(question), holdable(answer))


@many
@given(any_text, any_text)
def test_markdown_shows_what_was_answered(tmp_path: Path, question: str, answer: str) -> None:
    _, row = read_markdown(exported(tmp_path / "answers.md", rows_of((question, answer))))
    for cell, told in ((row[3], question), (row[4], answer)):
        assert unix_lines(cell) == unix_lines(holdable(told))


def test_json_lines_are_for_programs(tmp_path: Path) -> None:
    set_language("ru")
    file = exported(tmp_path / "answers.jsonl", [FOUND, LOCKED])
    first, second = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    assert tuple(first) == NAMES
    assert PageRect(*first["region"]) == FOUND.region
    assert [PageRect(*box) for box in first["evidence_boxes"]] == list(FOUND.evidence_boxes)
    assert (first["found"], first["confidence"], second["confidence"], second["status"]) == (
        *(True, 0.81234),
        *(None, "failed"),
    )


def test_markdown_speaks_the_language_of_the_window(tmp_path: Path) -> None:
    set_language("ru")
    head, first, second = read_markdown(exported(tmp_path / "answers.md", [FOUND, LOCKED]))
    assert head[:5] == ["Файл", "Страница", "Область", "Вопрос", "Ответ"]
    assert (first[6], second[6]) == ("да", "нет")
    assert not re.search("[a-z]", "".join([*head, first[12], second[12]]))


def test_corrections_stand_beside_answers(tmp_path: Path) -> None:
    rows = [FOUND, CORRECTED, EMPTIED]
    told = read_csv(exported(tmp_path / "answers.csv", rows))
    assert [(row["answer"], row["correction"]) for row in told[1:]] == [("€ 6,00", "12.50 EUR"), ("€ 7,00", "")]
    lines = exported(tmp_path / "answers.jsonl", rows).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["correction"] for line in lines] == [None, "12.50 EUR", ""]
    head, *cells = read_markdown(exported(tmp_path / "answers.md", rows))
    assert head[4:6] == ["Answer", "Correction"]
    assert [row[5] for row in cells] == ["", "12.50 EUR", "no answer"]


@many
@given(any_text)
def test_corrections_are_as_harmless_as_answers(tmp_path: Path, text: str) -> None:
    rows = [replace(row, correction=text) for row in rows_of(("a", "b"))]
    (row,) = read_csv(exported(tmp_path / "answers.csv", rows))
    assert row["correction"] == without_formula(holdable(text))


def test_markdown_runs_nothing(tmp_path: Path) -> None:
    file = exported(tmp_path / "answers.md", rows_of(("a", "<script>alert(1)</script> [x](javascript:1) `a|b`")))
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(file.read_text(encoding="utf-8"))
    assert "<script" not in shown
    assert "href" not in shown
    assert html.escape("<script>alert(1)</script> [x](javascript:1) `a|b`", quote=False) in shown


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\r=1", "-", "+1e5", "-1.2.3", "＝1+1", "+7 495 123"],
)
def test_what_could_be_a_formula_is_text(text: str) -> None:
    assert without_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["-12.50", "+7", "-0,5", "-3%", "12", "INV-7", "", "a=b", " =1"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert without_formula(text) == text
