"""The dialog that adds a server, joined with the work: nothing waits for the network on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from quizglass.cancellation import CancelToken
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.models.server import adding
from quizglass.models.server.server import Server, understood_address
from quizglass.ui.model_page.jobs import Job, Jobs
from quizglass.ui.model_page.server_dialog import ServerDialog
from quizglass.ui.theme import ThemeSource

_JOB = "server:"
"""One server is asked at a time."""


class ServerAdding:
    """Asks for a server and adds it; ``on_added`` gets what was added."""

    def __init__(self, theme: ThemeSource, jobs: Jobs, parent: QWidget, on_added: Callable[[Server], object]) -> None:
        self._jobs = jobs
        self._on_added = on_added
        self.dialog = ServerDialog(theme, parent)
        self.dialog.asked.connect(self._ask)
        self.dialog.wanted.connect(self._add)
        self.dialog.finished.connect(lambda _: jobs.stop(_JOB))
        self.dialog.finished.connect(lambda _: self.dialog.deleteLater())

    def open(self) -> None:
        self.dialog.open()
        self.dialog.address.setFocus()

    def _ask(self, server: Server, key: str) -> None:
        def work(_: Callable[[DownloadProgress], None], cancel: CancelToken) -> tuple[str, ...]:
            return adding.offered(replace(server, address=understood_address(server.address)), key, cancel)

        self._jobs.start(_JOB, Job("server", server.address), work, self.dialog.offer, self.dialog.refuse)

    def _add(self, server: Server, key: str) -> None:
        def work(_: Callable[[DownloadProgress], None], cancel: CancelToken) -> Server:
            return adding.add(server, key, cancel=cancel)

        self._jobs.start(_JOB, Job("server", server.address), work, self._added, self.dialog.refuse)

    def _added(self, server: Server) -> None:
        self.dialog.accept()
        self._on_added(server)
