"""Adding a server in the window: asked what it serves, tried, and only then on the list."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from scripted_server import MODEL, ScriptedServer, refuses, says

from quizglass.models.server import address_book
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_page.page import ModelPage

pytestmark = pytest.mark.network


def test_a_server_is_asked_and_added(qtbot: QtBot, page: ModelPage, window: MainWindow) -> None:
    with ScriptedServer(says("yes")) as server:
        dialog = page.add_server().dialog
        assert not dialog.go_on.isEnabled()
        dialog.address.setText(server.address)
        dialog.go_on.click()
        assert not dialog.go_on.isEnabled(), "it is being asked"
        qtbot.waitUntil(lambda: dialog.server.model == MODEL, timeout=20_000)
        dialog.go_on.click()
        qtbot.waitUntil(lambda: bool(address_book.servers()), timeout=20_000)
        [added] = address_book.servers()
        qtbot.waitUntil(lambda: added.id in page.installed.cards, timeout=20_000)
        content = page.installed.cards[added.id].content
        assert content
        assert "127.0.0.1" in content.lines[0]
        window.services.preferences.change(model=added.id)
        assert window.status._network.text() == "asks a server", "the network is not off now"


def test_a_server_that_refuses_says_so_in_the_dialog(qtbot: QtBot, page: ModelPage) -> None:
    with ScriptedServer(says("yes")) as server:
        server.lists = refuses(401)
        dialog = page.add_server().dialog
        dialog.address.setText(server.address)
        dialog.go_on.click()
        qtbot.waitUntil(lambda: bool(dialog.problem), timeout=20_000)
        assert dialog.go_on.isEnabled(), "it can be tried again"
        assert address_book.servers() == []
        dialog.reject()


def test_what_is_no_address_is_said_to_be_none(qtbot: QtBot, page: ModelPage) -> None:
    dialog = page.add_server().dialog
    dialog.address.setText("http://me:secret@host/")
    dialog.go_on.click()
    qtbot.waitUntil(lambda: bool(dialog.problem), timeout=20_000)
    dialog.address.setText("http://host")
    assert not dialog.problem
    dialog.reject()


def test_after_a_refusal_the_keyboard_is_where_the_address_is(qtbot: QtBot, page: ModelPage) -> None:
    """And not on the button that gives up, which Enter would press."""
    dialog = page.add_server().dialog
    dialog.address.setText("http://me:secret@host/")
    dialog.go_on.click()
    qtbot.waitUntil(lambda: bool(dialog.problem), timeout=20_000)
    assert dialog.focusWidget() is dialog.address
    dialog.reject()


def test_what_a_server_outside_means_is_said_where_it_is_ticked(page: ModelPage) -> None:
    dialog = page.add_server().dialog
    assert dialog._goes_out.isHidden()
    dialog.outside.setChecked(True)
    assert "leave your network" in dialog._goes_out.text()
    assert not dialog._goes_out.isHidden()
    dialog.reject()
