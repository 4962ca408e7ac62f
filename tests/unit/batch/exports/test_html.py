"""The page holds what was answered as text, everything it shows is inside it, and nothing in it runs."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from export_rows import CORRECTED, EMPTIED, FOUND, LOCKED, any_text, exported, many, picture, rows_of
from hypothesis import given

from quizglass.batch.exports.cells import holdable, unix_lines
from quizglass.i18n import set_language

EVIL = "</td><script>alert(1)</script><img src=http://example.org/x onerror=alert(1)>\"'&amp;"


class Read(HTMLParser):
    """The cells of the table by their class, and every element with its attributes."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.cells: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._inside = False
        self.feed(file.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "td":
            self._inside = True
            self.cells.append((dict(attrs)["class"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._inside:
            name, before = self.cells[-1]
            self.cells[-1] = (name, before + data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@many
@given(any_text, any_text)
def test_it_shows_what_was_answered(tmp_path: Path, question: str, answer: str) -> None:
    shown = dict(Read(exported(tmp_path / "answers.html", rows_of((question, answer)))).cells)
    assert shown["question"] == unix_lines(holdable(question))
    assert shown["answer"] == unix_lines(holdable(answer))


def test_what_counts_stands_above_what_the_model_said(tmp_path: Path) -> None:
    file = exported(tmp_path / "answers.html", [CORRECTED, EMPTIED])
    told = [cell for name, cell in Read(file).cells if name == "answer"]
    assert told == ["12.50 EURmodel said: € 6,00", "no answermodel said: € 7,00"]
    assert "2 rows, 1 with an answer." in file.read_text(encoding="utf-8")


def test_nothing_of_a_document_runs_or_loads(tmp_path: Path) -> None:
    row = replace(FOUND, question=EVIL, answer=EVIL, evidence_text=EVIL, file=f"/docs/{EVIL}", model=EVIL, error=EVIL)
    file = exported(tmp_path / "answers.html", [row])
    read = Read(file)
    assert dict(read.cells)["answer"] == EVIL
    assert not read.all("script")
    assert not read.all("img")
    assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on")]
    assert "default-src 'none'" in file.read_text(encoding="utf-8")


def test_it_speaks_the_language_of_the_window(tmp_path: Path) -> None:
    set_language("ru")
    file = exported(tmp_path / "answers.html", [FOUND, LOCKED])
    assert Read(file).all("html") == [{"lang": "ru"}]
    text = file.read_text(encoding="utf-8")
    assert "<th" in text
    assert "Вопрос" in text
    assert "2 строки, с ответом: 1." in text


def test_rows_stand_under_their_files_and_lead_to_them(tmp_path: Path) -> None:
    file = exported(tmp_path / "answers.html", [FOUND, replace(FOUND, page=4), LOCKED])
    read = Read(file)
    assert len(read.all("tbody")) == 2
    address = "file:///docs/%D0%A1%D1%87%D1%91%D1%82%201.pdf"
    hrefs = [link["href"] for link in read.all("a")]
    assert hrefs == [address, f"{address}#page=3", f"{address}#page=4", "file:///docs/b.pdf"]


def test_it_is_light_or_dark_and_can_be_printed(tmp_path: Path) -> None:
    text = exported(tmp_path / "answers.html", [FOUND]).read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_pictures_are_inside_it(tmp_path: Path) -> None:
    made = picture("png", 40, 10)
    file = exported(tmp_path / "answers.html", [FOUND], pictures=lambda _: [made])
    (shown,) = Read(file).all("img")
    assert (shown["width"], shown["height"]) == ("40", "10")
    kind, data = re.fullmatch(r"data:image/(\w+);base64,(.+)", shown["src"] or "").groups()  # type: ignore[union-attr]
    assert kind == "png"
    assert base64.b64decode(data) == made.data
