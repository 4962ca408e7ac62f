"""Servers of one's own network that serve the same model are offered together, and share a run's pages."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from quizglass.models.server import address_book
from quizglass.models.server.server import Server
from quizglass.ui.batch_page.setup.run_choice import RunChoice
from quizglass.ui.main_window import MainWindow

LLAVA = "llava-hf/llava-1.5-7b-hf"
TOGETHER = f"servers:{LLAVA}"


def known(choice: RunChoice, qtbot: QtBot) -> dict[str, str]:
    """The words of each model that is offered, by id."""
    choice.look()
    qtbot.waitUntil(lambda: choice.model.count() > 1, timeout=10_000)
    return {choice.model.itemData(row): choice.model.itemText(row) for row in range(choice.model.count())}


def test_two_that_serve_one_model_are_offered_together(window: MainWindow, qtbot: QtBot) -> None:
    address_book.put(Server("server:a", "http://10.0.0.1:8000/v1", LLAVA))
    address_book.put(Server("server:b", "http://10.0.0.2:8000/v1", LLAVA))
    address_book.put(Server("server:c", "http://10.0.0.3:8000/v1", "qwen/qwen2-vl"))
    choice = RunChoice(window.services)
    qtbot.addWidget(choice)
    offered = known(choice, qtbot)
    assert list(offered) == ["built-in", "server:a", "server:b", "server:c", TOGETHER]
    assert offered[TOGETHER] == "llava-1.5-7b-hf: on 2 servers together"
    choice.model.choose(TOGETHER)
    assert (choice.model_id, choice.answers_as) == (TOGETHER, TOGETHER)
    choice.model.choose("server:a")
    assert choice.answers_as == TOGETHER, "the same run goes on with both, and asks nothing twice"
    choice.model.choose("built-in")
    assert choice.answers_as == ""


def test_a_server_elsewhere_is_never_among_them(window: MainWindow, qtbot: QtBot) -> None:
    address_book.put(Server("server:a", "http://10.0.0.1:8000/v1", LLAVA))
    address_book.put(Server("server:b", "https://models.example.org/v1", LLAVA, outside=True))
    choice = RunChoice(window.services)
    qtbot.addWidget(choice)
    assert TOGETHER not in known(choice, qtbot)
