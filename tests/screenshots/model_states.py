"""The page of models in its states."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "checkpoints"))


def take(pictures: Any) -> None:
    page = pictures.window.workspace.show_models()
    pictures.until(lambda: page.standing is not None)
    pictures.shoot("40-models")
    pictures.shoot("40-models-all", page.widget())
    _installed(pictures, page)
    _progress(pictures, page)
    _unused_card(pictures, page)
    _dialogs(pictures, page)
    page.left.emit()


def _installed(pictures: Any, page: Any) -> None:
    """A model of a few kilobytes, taken through the real store."""
    import qwen2_vl

    from quizglass.models import store

    folder = pictures.folder / "qwen2-vl-tiny"
    qwen2_vl.make(folder)
    store.import_folder(folder)
    shutil.rmtree(folder)
    page.look()
    pictures.until(lambda: len(page.installed.cards) > 1)
    pictures.shoot("41-models-installed")


def _progress(pictures: Any, page: Any) -> None:
    """A download in its middle, as the process that fetches it tells of it."""
    from quizglass.models.downloading.rate import DownloadProgress
    from quizglass.ui.model_page.jobs import Job

    first = page.standing.offered[0].entry

    def work(tell: Any, cancel: Any) -> None:
        tell(DownloadProgress(1_700_000_000, 4_400_000_000, 21_300_000, 127.0))
        cancel.wait(60)

    page._jobs.start(first.id, Job("download", first.name), work, lambda _: None, lambda _: None)
    pictures.until(lambda: page._jobs.of(first.id).progress.total_bytes)
    page.ensureWidgetVisible(page.offered.cards[first.id])
    pictures.shoot("42-models-download")
    page._jobs.stop(first.id)
    pictures.until(lambda: page._jobs.of(first.id) is None)


def _unused_card(pictures: Any, page: Any) -> None:
    """A computer with a graphics card that PyTorch was not built for."""
    from quizglass.models import gpu_use

    found = gpu_use.unused_card
    gpu_use.unused_card = lambda _device: gpu_use.UnusedCard("RTX 4070", "no-cuda")
    page.verticalScrollBar().setValue(0)
    page.look()
    pictures.until(lambda: page.standing.unused is not None)
    pictures.shoot("43-models-unused-card")
    gpu_use.unused_card = found
    page.look()


def _dialogs(pictures: Any, page: Any) -> None:
    from PySide6.QtWidgets import QApplication

    card = next(card for card in page.offered.cards.values() if card.button("download"))
    card.button("download").click()
    pictures.until(lambda: QApplication.activeModalWidget() is not None)
    dialog: Any = QApplication.activeModalWidget()
    pictures.shoot("44-licence", dialog)
    dialog.reject()
    adding = page.add_server()
    adding.dialog.address.setText("gpu.office.lan:8000")
    pictures.shoot("45-server", adding.dialog)
    adding.dialog.offer(("Qwen/Qwen2-VL-7B-Instruct", "mistral-community/pixtral-12b"))
    pictures.shoot("46-server-models", adding.dialog)
    adding.dialog.reject()
