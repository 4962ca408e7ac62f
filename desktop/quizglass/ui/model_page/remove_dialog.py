"""Asks before a model is removed: to fetch it again takes long."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.dialogs.remove import RemoveDialog
from quizglass.ui.model_page.amounts import size_words
from quizglass.ui.model_page.standing import Installed


def remove_dialog(item: Installed, parent: QWidget) -> RemoveDialog:
    return RemoveDialog(lambda: _words(item), parent)


def _words(item: Installed) -> tuple[str, str]:
    """The question, and what goes."""
    model = item.model
    title = tr("Remove {model}?").format(model=model.name)
    if item.host:
        return title, tr("It is taken off the list, and its key out of the keyring. The server is not changed.")
    if model.linked:
        return title, tr("It is taken off the list. Its files stay where they are.")
    size = size_words(model.size_bytes)
    return title, tr("Its files are deleted, {size}. What it answered stays.").format(size=size)
