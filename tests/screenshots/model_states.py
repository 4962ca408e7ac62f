"""The page of models in its states."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import model_dialogs

sys.path.append(str(Path(__file__).parents[1] / "checkpoints"))

LONG = "Отдел договорной работы · Qwen2-VL, дообученная на актах сверки и накладных 2024"


def take(pictures: Any) -> None:
    _first_start(pictures)
    page = _opened(pictures)
    pictures.shoot("40-models")
    pictures.shoot("40-models-all", page.widget())
    _everything(pictures, page)
    _graphics_card(pictures, page)
    _installed(pictures, page)
    _too_large(pictures, page)
    _states_of_the_chosen(pictures, page)
    _downloads(pictures, page)
    _unused_card(pictures, page)
    _check(pictures, page)
    model_dialogs.take(pictures, page)
    page.left.emit()


def _opened(pictures: Any) -> Any:
    """The page, at first while the computer is still being looked at."""
    from quizglass.ui.model_page.page import ModelPage

    look, ModelPage.look = ModelPage.look, lambda _page: None
    page = pictures.window.workspace.show_models()
    pictures.shoot("40-models-opening")
    ModelPage.look = look
    page.look()
    pictures.until(lambda: page.standing is not None)
    return page


def _first_start(pictures: Any) -> None:
    """What a window says of models while nobody has answered."""
    pictures.window.workspace.show_start()
    offer = pictures.window.workspace.start_page().offer
    if offer is not None:
        pictures.until(lambda: offer.advice is not None)
        pictures.shoot("39-first-start")


def _everything(pictures: Any, page: Any) -> None:
    page.filter.choose("all")
    page.filter.chosen.emit("all")
    pictures.shoot("40-models-everything", page.widget())
    page.filter.choose("fitting")
    page.filter.chosen.emit("fitting")


@contextmanager
def other(pictures: Any, page: Any, **values: Any) -> Iterator[None]:
    """For a while the computer is another."""
    from quizglass.ui.model_page import standing

    before = {name: getattr(standing, name) for name in values}

    def put(what: dict[str, Any]) -> None:
        for name, value in what.items():
            setattr(standing, name, value)
        _look(pictures, page)

    put(values)
    yield
    put(before)


def _look(pictures: Any, page: Any) -> None:
    seen = page.standing
    page.look()
    pictures.until(lambda: page.standing is not seen)
    pictures.settle(0.4)


def _graphics_card(pictures: Any, page: Any) -> None:
    from quizglass.models.devices import Device

    card = Device("NVIDIA GeForce RTX 4070", 12_300_000_000, 11_200_000_000, "550.54.14", "cuda")
    with other(pictures, page, graphics_card=lambda: card):
        pictures.shoot("40-models-card")
        pictures.shoot("40-models-card-all", page.widget())


def _installed(pictures: Any, page: Any) -> None:
    """Models of a few kilobytes, taken through the real store; one has a name as long as people make them."""
    import qwen2_vl

    from quizglass.models import store

    for name in ("qwen2-vl-tiny", LONG):
        folder = pictures.folder / name
        qwen2_vl.make(folder, seed=len(name))
        store.import_folder(folder)
        shutil.rmtree(folder)
    _look(pictures, page)
    pictures.shoot("41-models-installed")
    _importing(pictures, page)


def _importing(pictures: Any, page: Any) -> None:
    from quizglass.models.downloading.rate import DownloadProgress
    from quizglass.ui.model_page.jobs import Job

    def work(tell: Any, cancel: Any) -> None:
        tell(DownloadProgress(6_100_000_000, 16_600_000_000))
        cancel.wait(60)

    page._jobs.start("import:stick", Job("import", "Qwen2.5-VL-7B-Instruct"), work, lambda _: None, lambda _: None)
    pictures.until(lambda: page._jobs.of("import:stick").progress.total_bytes)
    page.ensureWidgetVisible(page.installed.cards["import:stick"])
    pictures.shoot("41-models-importing")
    page._jobs.stop("import:stick")
    pictures.until(lambda: page._jobs.of("import:stick") is None)


def _too_large(pictures: Any, page: Any) -> None:
    """Hardly any memory is free."""
    from quizglass.models.devices import Device

    little = Device("CPU", 8_000_000_000, 300_000_000, "", "cpu")
    with other(pictures, page, processor=lambda: little):
        pictures.shoot("41-models-too-large")


def _states_of_the_chosen(pictures: Any, page: Any) -> None:
    """Loading, loaded, tried and failed, as the model's thread would tell of it."""
    from quizglass.errors import OutOfMemory
    from quizglass.ui.answers_access import ModelState

    answers = pictures.window.services.answers
    model = next(item.model for item in page.standing.installed if item.model.path)
    before = answers._state
    loaded = ModelState(model.id, model.name, "ready", "RTX 4070", "nf4", "", 0, None, 5_100_000_000, 12_300_000_000)
    trial = "Right, in 3.4 s: The total is GBP 2,286.60, payable within 14 days of the date of the invoice."
    if pictures.language == "ru":
        trial = "Верно, за 3,4 с: The total is GBP 2,286.60, payable within 14 days of the date of the invoice."
    states = {
        "loading": (replace(loaded, stage="loading", percent=37, memory_bytes=0), None),
        "loaded": (loaded, None),
        "tried": (loaded, lambda: ("good", trial)),
        "resting": (replace(loaded, stage="resting", device=""), None),
        "out-of-memory": (replace(loaded, stage="failed", error=OutOfMemory(model=model.name)), None),
    }
    for name, (state, said) in states.items():
        page._on_said(model.id, said)
        answers._show(state)
        page.ensureWidgetVisible(page.installed.cards[model.id])
        pictures.shoot(f"41-models-{name}")
    page._on_said(model.id, None)
    answers._show(before)
    pictures.window.workspace.notices.clear()


def _downloads(pictures: Any, page: Any) -> None:
    """A download in its middle, stopping, and one that broke off."""
    from quizglass.errors import DownloadFailed
    from quizglass.i18n import tr
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
    page._deeds._failed(
        first.id, DownloadFailed(model=first.name, reason=tr("There is no connection, or it broke off too often."))
    )
    page.ensureWidgetVisible(page.offered.cards[first.id])
    pictures.shoot("42-models-download-failed")
    page._on_said(first.id, None)


def _unused_card(pictures: Any, page: Any) -> None:
    """A computer with a graphics card that PyTorch was not built for, on the page and in the notice of the window."""
    from quizglass.models import gpu_use
    from quizglass.ui.answers_access import ModelState

    found = gpu_use.unused_card
    gpu_use.unused_card = lambda _device="auto": gpu_use.UnusedCard("NVIDIA GeForce RTX 4070", "no-cuda")
    page.verticalScrollBar().setValue(0)
    _look(pictures, page)
    pictures.shoot("43-models-unused-card")
    answers = pictures.window.services.answers
    before = answers._state
    page.left.emit()
    answers._show(ModelState("qwen", "Qwen2-VL 2B", "ready", "CPU", "nf4", "gpu-unused"))
    pictures.until(lambda: bool(pictures.window.workspace.notices.shown()))
    pictures.shoot("43-notice-unused-card")
    pictures.window.workspace.notices.clear()
    answers._show(before)
    gpu_use.unused_card = found
    pictures.window.workspace.show_models()
    _look(pictures, page)


def _check(pictures: Any, page: Any) -> None:
    """The doctor: at work, and what it found."""
    page.verticalScrollBar().setValue(0)
    page.device.check.click()
    pictures.shoot("48-check-running")
    pictures.until(lambda: bool(page.check.lines))
    pictures.shoot("48-check-done")
    page.check.hide()
