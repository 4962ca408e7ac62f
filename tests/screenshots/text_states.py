"""The states of finding, links, outline, labels, selected text and properties: taken by `take.py`."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from take import Pictures

ADDRESS = "https://example.org/harbour/tariffs/2031?vessel=tug&berth=4&language=en"


def handbook(path: Path) -> Path:
    """Fourteen pages of prose in two columns, with labels, an outline and links."""
    import pymupdf

    prose = (Path(__file__).parents[2] / "LICENSE").read_text(encoding="utf-8").split()
    chance = random.Random(3)
    document = pymupdf.open()
    for number in range(14):
        page = document.new_page(width=595, height=842)
        page.insert_text((60, 80), f"Part {number + 1}: licensor and licensee", fontsize=16)
        for left in (60, 310):
            column = " ".join(chance.choices(prose, k=210))
            page.insert_textbox(pymupdf.Rect(left, 110, left + 225, 720), column, fontsize=10)
        page.insert_text((60, 770), "See part 9, or the tariffs of the harbour.", fontsize=10)
    inside = {"kind": pymupdf.LINK_GOTO, "page": 8, "to": pymupdf.Point(0, 60)}
    for page in document:
        page.insert_link({**inside, "from": pymupdf.Rect(78, 760, 110, 774)})
        page.insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(140, 760, 250, 774), "uri": ADDRESS})
    document.set_page_labels([{"startpage": 0, "style": "r"}, {"startpage": 4, "style": "D"}])
    document.set_toc([[1 + (n % 3 > 0), f"Part {n + 1}: licensor and licensee", n + 1] for n in range(14)])
    document.set_metadata({"title": "The harbour handbook", "author": "A. Pilot", "producer": "Quay 4"})
    document.save(path)
    return path


def take(pictures: Pictures) -> None:
    pane = pictures.open(handbook(pictures.folder / "handbook.pdf"))
    _found(pictures, pane)
    _read(pictures, pane)
    _linked(pictures, pane)
    _selected(pictures, pane)
    window: Any = pictures.window
    window.actions_table["properties"].trigger()
    pictures.shoot("55-properties")
    window.overlays._properties.dismiss()
    (pictures.folder / "handbook.pdf").unlink()


def _found(pictures: Pictures, pane: Any) -> None:
    pictures.window.show_find()
    pane.sidebar.finder.field.setText("licensor")
    pictures.until(lambda: pane.finding.search.is_over and bool(pane.finding.search.hits))
    pane.sidebar.finder.step(1)
    pictures.shoot("50-found")
    pane.sidebar.finder.field.setText("quizzacious")
    pictures.until(lambda: pane.finding.search.is_over)
    pictures.shoot("50-not-found")
    pane.sidebar.finder.field.clear()


def _read(pictures: Pictures, pane: Any) -> None:
    pictures.window.show_left_page("outline")
    pane.view.go_to_page(2)
    pane.bar.wake()
    pictures.shoot("51-outline-and-label")
    pane.bar.focus_page()
    pane.bar.page_field.setText("xx")
    pane.bar.page_field.returnPressed.emit()
    pictures.shoot("51-no-such-page")
    pane.view.setFocus()


def _linked(pictures: Pictures, pane: Any) -> None:
    pane.view.go_to_page(0)
    pictures.until(lambda: bool(pane.tools.links._links.of(0)))
    pictures.window.actions_table["next_link"].trigger()
    pictures.shoot("52-link-by-key")
    pane.tools.links.follow(pane.tools.links._links.of(0)[1])
    pictures.shoot("53-link-out")
    pane.reading.bar.closed.emit()
    pane.tools.clear()


def _selected(pictures: Pictures, pane: Any) -> None:
    from quizglass.ui.selecting.lines import Spot
    from quizglass.ui.selecting.selection import Place, Selection

    pictures.window.actions_table["text_tool"].trigger()
    tool = pane.tools.text.tool
    pictures.until(lambda: tool._lines.of(0) is not None)
    begin, end = Place(0, Spot(40, 0)), Place(0, Spot(260, 3))
    tool._become(Selection((begin, begin), (end, end)))
    pane.bar.wake()
    pictures.shoot("54-selected")
    pictures.window.actions_table["text_tool"].trigger()
    tool.clear()
