"""What the actions on regions do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QFileDialog

from quizglass.i18n import tr

if TYPE_CHECKING:
    from quizglass.ui.document_pane import DocumentPane
    from quizglass.ui.main_window import MainWindow

OnPane: TypeAlias = "Callable[[str, Callable[[DocumentPane], object]], None]"
"""Joins an action with what it does to the document in front."""


def join_region_actions(on_pane: OnPane, window: MainWindow) -> None:
    on_pane("whole_page", lambda pane: pane.view.select_whole_page())
    on_pane("add_region", lambda pane: pane.regions.add())
    on_pane("next_region", lambda pane: pane.regions.step(1))
    on_pane("previous_region", lambda pane: pane.regions.step(-1))
    on_pane("name_region", lambda pane: _name(window, pane))
    on_pane("remove_region", lambda pane: pane.regions.remove())
    on_pane("remove_regions", lambda pane: pane.view.regions.clear())
    on_pane("copy_region_picture", lambda pane: pane.regions.copying.picture())
    on_pane("copy_region_table", lambda pane: pane.regions.copying.table())
    on_pane("save_region_picture", lambda pane: _save_picture(window, pane))


def _name(window: MainWindow, pane: DocumentPane) -> None:
    window.panels.show_right(True)
    pane.ask_panel.composer.regions.begin_naming()


def _save_picture(window: MainWindow, pane: DocumentPane) -> None:
    active = pane.view.regions.active
    if active is None:
        pane.regions.copying.picture()  # says what is missing
        return
    source = Path(pane.session.source.path)
    called = active.name.replace("/", "-") or tr("region {number}").format(number=active.number)
    proposed = source.with_name(f"{source.stem} – {called}.png")
    kinds = tr("PNG pictures (*.png)")
    file, _ = QFileDialog.getSaveFileName(window, tr("Save the region as picture"), str(proposed), kinds)
    if file:
        out = Path(file)
        pane.regions.copying.save_picture(out if out.suffix else out.with_suffix(".png"))
