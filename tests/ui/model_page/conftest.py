"""The page of models in a real window, over the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import qwen2_vl
from pytestqt.qtbot import QtBot

from quizglass import app, paths, settings
from quizglass.documents.service import DocumentService
from quizglass.models import store
from quizglass.models.installed import InstalledModel
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_page.page import ModelPage


@pytest.fixture(autouse=True)
def no_cache_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies in the Hugging Face cache of this computer does not matter."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))


@pytest.fixture
def open_page(qtbot: QtBot) -> Callable[[MainWindow], ModelPage]:
    """Opens the page by its action and waits until it shows how it stands."""

    def show(window: MainWindow) -> ModelPage:
        window.actions_table["models"].trigger()
        page = window.workspace.model_page()
        qtbot.waitUntil(lambda: page.standing is not None, timeout=20_000)
        return page

    return show


@pytest.fixture
def page(window: MainWindow, open_page: Callable[[MainWindow], ModelPage]) -> ModelPage:
    return open_page(window)


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2-VL of the real class, a few kilobytes."""
    return qwen2_vl.make(tmp_path_factory.mktemp("checkpoints") / "tiny")


@pytest.fixture
def tiny(tiny_folder: Path) -> InstalledModel:
    return store.import_folder(tiny_folder)


@pytest.fixture
def real_window(
    qtbot: QtBot, qapp: object, documents: DocumentService, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window whose models are really loaded."""
    app.make_application()
    window = app.make_window(documents, settings.load(paths.settings_file()))
    monkeypatch.setattr(window.services.documents, "close", lambda: None)  # other tests go on with it
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    window.services.close()
    window.deleteLater()
