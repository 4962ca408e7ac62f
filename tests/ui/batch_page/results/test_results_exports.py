"""What stands in the table is written in every format, all of it or what is shown, and can be stopped."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from quizglass.ui.batch_page.results.columns import Column
from quizglass.ui.batch_page.results.export_menu import FORMATS, Format
from quizglass.ui.batch_page.results.view import ResultsView


@pytest.fixture
def into(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answers the question where to, as the system's dialog does."""

    def choose_file(out: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))

    return choose_file


def pressed(menu: Any, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


@pytest.mark.parametrize("wanted", FORMATS, ids=lambda wanted: wanted.suffix + wanted.delimiter)
def test_every_format_is_written_with_the_corrections(
    view: ResultsView, qtbot: QtBot, tmp_path: Path, wanted: Format, into: Callable[[Path], None]
) -> None:
    view.model.setData(view.model.index(0, Column.ANSWER), "100.00")
    out = tmp_path / f"out{wanted.suffix}"
    into(out.with_suffix(""))
    view._export(wanted, True)
    assert view.exporting.isVisible()
    qtbot.waitUntil(lambda: not view.exporting.is_running, timeout=60_000)
    assert out.is_file()
    assert any(f"12 rows are in {out.name}" in told for told in view.exporting._notices.shown())
    if out.suffix == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=wanted.delimiter))
        assert [row["correction"] for row in rows][:2] == ["100.00", ""]
    elif out.suffix == ".jsonl":
        assert json.loads(out.read_text(encoding="utf-8").splitlines()[0])["correction"] == "100.00"
    elif out.suffix != ".xlsx":
        text = out.read_text(encoding="utf-8") if out.suffix != ".pdf" else notes_of(out)
        assert "model said: 99" in text.replace("\\.", ".") or out.suffix == ".md"


def notes_of(file: Path) -> str:
    with pymupdf.open(file) as document:
        return "\n".join(mark.info["content"] for page in document for mark in page.annots())


def test_only_the_rows_that_are_shown_are_exported(
    view: ResultsView, qtbot: QtBot, tmp_path: Path, into: Callable[[Path], None]
) -> None:
    view.filter_bar.field.setText("nordic")
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    into(tmp_path / "some.csv")
    QTest.mouseClick(view.filter_bar.export, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = menu.actions()
    assert [action.text() for action in actions] == [
        "Only the 2 rows shown",
        "All 12 rows",
        "",
        "Beside the questions of a spreadsheet…",
    ]
    pressed(actions[0].menu(), "CSV, commas")
    menu.close()
    qtbot.waitUntil(lambda: not view.exporting.is_running and (tmp_path / "some.csv").is_file(), timeout=30_000)
    with (tmp_path / "some.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["answer"] for row in csv.DictReader(file)] == ["Nordic Paper", "Nordic Paper"]


def test_answers_go_back_beside_the_questions_of_a_spreadsheet(
    view: ResultsView,
    qtbot: QtBot,
    tmp_path: Path,
    into: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = tmp_path / "вопросы.csv"
    asked.write_text("No,Question\n1,What is the total?\n2,Who is the vendor?\n", encoding="utf-8")
    before = asked.read_bytes()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(asked), ""))
    view.model.setData(view.model.index(0, Column.ANSWER), "100.00")
    out = tmp_path / "answered.csv"
    into(out.with_suffix(""))
    QTest.mouseClick(view.filter_bar.export, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    pressed(menu, "Beside the questions of a spreadsheet…")
    menu.close()
    qtbot.waitUntil(lambda: out.is_file() and not view.exporting.is_running, timeout=60_000)
    with out.open(encoding="utf-8-sig", newline="") as file:
        answered = list(csv.reader(file))
    assert [row[:2] for row in answered[1:]] == [["1", "What is the total?"], ["2", "Who is the vendor?"]]
    assert "100.00" in answered[1][2:], "the correction goes before what the model said"
    assert asked.read_bytes() == before


def test_a_spreadsheet_without_these_questions_is_told_of(
    view: ResultsView, qtbot: QtBot, tmp_path: Path, into: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "broken.xlsx"
    asked.write_bytes(b"PK\x03\x04 and nothing more")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(asked), ""))
    into(tmp_path / "answered.xlsx")
    view.into_sheet.begin(view.model.planned)
    qtbot.waitUntil(lambda: any("broken.xlsx" in told for told in view.exporting._notices.shown()), timeout=60_000)
    assert not (tmp_path / "answered.xlsx").exists()


def test_an_export_that_is_stopped_leaves_nothing(
    view: ResultsView, qtbot: QtBot, tmp_path: Path, into: Callable[[Path], None]
) -> None:
    into(tmp_path / "out.xlsx")
    view._export(FORMATS[0], True)
    QTest.mouseClick(view.exporting.stop_button, Qt.MouseButton.LeftButton)
    assert not view.exporting.is_running
    assert any("out.xlsx was not written" in told for told in view.exporting._notices.shown())
    view._services.runs.export(1, tmp_path / "after.csv", rows=(), on_done=lambda _: None, on_error=lambda _: None)
    qtbot.waitUntil(lambda: (tmp_path / "after.csv").is_file(), timeout=20_000)
    assert not (tmp_path / "out.xlsx").exists()


def test_an_export_that_cannot_be_written_is_told(
    view: ResultsView, qtbot: QtBot, tmp_path: Path, into: Callable[[Path], None]
) -> None:
    into(tmp_path / "nowhere" / "out.csv")
    view._export(FORMATS[1], True)
    qtbot.waitUntil(lambda: not view.exporting.is_running, timeout=20_000)
    assert any("cannot be written" in told for told in view.exporting._notices.shown())


def test_a_file_is_not_replaced_unasked(view: ResultsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "answers.csv").write_text("kept")
    proposed: list[str] = []

    def dialog(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return (str(tmp_path / "answers"), "") if len(proposed) == 1 else ("", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    view._export(FORMATS[1], True)
    assert Path(proposed[0]).name == "Invoices- May.csv"
    assert proposed[1:] == [str(tmp_path / "answers.csv")]
    assert not view.exporting.is_running
