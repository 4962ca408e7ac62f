"""The states of regions: hovered, several with names, over a page border, and what a model saw. Taken by `take.py`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from take import Pictures


def take(pictures: Pictures) -> None:
    from quizglass.geometry import PageRect, RegionPart

    pictures.window.panels.show_right(True)
    pane = pictures.open(_two_pages(pictures.samples / "invoice.pdf", pictures.folder / "invoices.pdf"))
    russian = pictures.language == "ru"
    pane.view.fit_page()
    _hovered(pictures, pane)
    regions = pane.view.regions
    for rect, name in (
        (PageRect(0.08, 0.05, 0.6, 0.15), "Поставщик" if russian else "Supplier"),
        (PageRect(0.4, 0.5, 0.92, 0.6), ""),
        (PageRect(0.08, 0.33, 0.92, 0.48), "Товары" if russian else "Goods"),
    ):
        regions.add([RegionPart(0, rect)])
        regions.rename(regions.active.number, name)
    pictures.shoot("61-several-regions")
    pictures.window.actions_table["name_region"].trigger()
    pictures.shoot("62-naming-a-region")
    pane.view.setFocus()
    _across(pictures, pane)
    (pictures.folder / "invoices.pdf").unlink()


def _two_pages(source: Path, out: Path) -> Path:
    import pymupdf

    document = pymupdf.open(source)
    document.insert_pdf(pymupdf.open(source))
    document.save(out)
    return out


def _hovered(pictures: Pictures, pane: Any) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    from quizglass.geometry import PageRect

    left, top, *_ = pane.view.camera.box_of(0, PageRect(0.3, 0.42, 0.3, 0.42))
    ratio = pane.view.camera.screen.ratio
    for _ in range(2):
        QTest.mouseMove(pane.view.viewport(), QPoint(round(left / ratio), round(top / ratio)))
        pictures.settle(0.5)
    pictures.shoot("60-hovered-table")


def _across(pictures: Pictures, pane: Any) -> None:
    from quizglass.geometry import PageRect, RegionPart
    from quizglass.ui.regions.seen_dialog import SeenDialog

    pane.view.regions.clear()
    pane.view.set_zoom(0.9)
    pane.view.go_to_page(1, PageRect(0, 0, 1, 0.1))
    parts = [RegionPart(0, PageRect(0.06, 0.62, 0.94, 1.0)), RegionPart(1, PageRect(0.06, 0.0, 0.94, 0.2))]
    pane.view.regions.add(parts)
    pane.ask_panel.composer.field.setFocus()
    pictures.shoot("63-over-a-border")
    pane.ask_panel.composer.field.setPlainText("Какой номер счёта?" if pictures.language == "ru" else "Invoice number?")
    pane.ask_panel.composer.field.entered.emit()
    pictures.until(lambda: pane.session.running is None)
    pictures.shoot("64-asked-over-a-border")
    entry = pane.session.entries[-1]
    for name, seen in (("65-what-the-reader-read", None), ("66-what-the-model-saw", (1120, 840))):
        entry.answer = replace(entry.answer, seen=seen)
        dialog = SeenDialog(pictures.window.services, pane.session, entry, pictures.window)
        dialog.open()
        pictures.until(lambda shown=dialog: not shown.picture.image.isNull())
        pictures.shoot(name, dialog)
        dialog.accept()
