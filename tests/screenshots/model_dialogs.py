"""The dialogs of the page of models: a licence, a server, removing."""

from __future__ import annotations

from typing import Any


def take(pictures: Any, page: Any) -> None:
    _licences(pictures, page)
    _server(pictures, page)
    _remove(pictures, page)


def _shown(pictures: Any) -> Any:
    from PySide6.QtWidgets import QApplication

    pictures.until(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget()


def _licences(pictures: Any, page: Any) -> None:
    """One that allows everything, one that forbids commercial use, ticked."""
    from quizglass.ui.model_page.licence_dialog import LicenceDialog

    card = next(card for card in page.offered.cards.values() if card.button("download"))
    card.button("download").click()
    dialog = _shown(pictures)
    pictures.shoot("44-licence", dialog)
    dialog.reject()
    entries = [item.entry for item in page.standing.offered if not item.entry.commercial]
    dialog = LicenceDialog(pictures.window.services.theme, entries[0], page)
    dialog.open()
    dialog.tick.setChecked(True)
    pictures.shoot("44-licence-not-commercial", dialog)
    dialog.reject()


def _server(pictures: Any, page: Any) -> None:
    """Every step of adding one."""
    from quizglass.errors import ServerUnreachable

    adding = page.add_server()
    dialog = adding.dialog
    pictures.shoot("45-server-empty", dialog)
    dialog.address.setText("gpu.office.lan:8000")
    pictures.shoot("45-server", dialog)
    dialog._set_busy(True)
    pictures.shoot("45-server-asked", dialog)
    dialog.refuse(ServerUnreachable(server="gpu.office.lan:8000"))
    pictures.shoot("45-server-refused", dialog)
    dialog.outside.setChecked(True)
    dialog.offer(("Qwen/Qwen2-VL-7B-Instruct", "mistral-community/pixtral-12b"))
    pictures.shoot("46-server-models", dialog)
    dialog.offer(())
    pictures.shoot("46-server-unnamed", dialog)
    dialog.reject()


def _remove(pictures: Any, page: Any) -> None:
    card = next(card for card in page.installed.cards.values() if card.button("remove"))
    card.button("remove").click()
    dialog = _shown(pictures)
    pictures.shoot("47-remove", dialog)
    dialog.reject()
