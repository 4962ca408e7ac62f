"""Asks before a run is removed: its answers go with it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizglass.batch.run import Run
from quizglass.i18n import tr
from quizglass.ui.batch_page.queue.run_words import run_title
from quizglass.ui.dialogs.remove import RemoveDialog


def remove_run_dialog(run: Run, parent: QWidget) -> RemoveDialog:
    return RemoveDialog(
        lambda: (
            tr("Remove {name}?").format(name=run_title(run)),
            tr("Its answers and corrections are erased for good. Documents and what was exported stay."),
        ),
        parent,
    )
