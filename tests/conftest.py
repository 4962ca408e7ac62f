"""What every test gets: its own home, no network, an offscreen screen, English."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from family_table import table_lines

from quizglass.documents.service import DocumentService

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HF_HUB_OFFLINE"] = "1"

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """User data of a test lives and dies with the test."""
    home = tmp_path / "home"
    monkeypatch.setenv("QUIZGLASS_HOME", str(home))
    monkeypatch.delenv("QUIZGLASS_MODELS", raising=False)
    return home


@pytest.fixture(autouse=True)
def english() -> None:
    from quizglass import i18n

    i18n.set_language("en")


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Only tests marked ``network`` may open sockets, and those only on loopback. Unix sockets join processes."""
    import pytest_socket

    if request.node.get_closest_marker("network"):
        pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    else:
        pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


@pytest.fixture
def corpus() -> Path:
    """The folder of real documents; tests that need it are skipped where it is not at hand."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout")
    return CORPUS


@pytest.fixture
def samples() -> Path:
    return ROOT / "resources" / "samples"


@pytest.fixture(scope="session")
def documents() -> Iterator[DocumentService]:
    """The real workers, shared: every request says all that it needs, and a killed worker is replaced."""
    with DocumentService() as service:
        yield service


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of model families; here, because only this file is read by the process that prints."""
    reports = [
        report for kind in terminalreporter.stats.values() for report in kind if hasattr(report, "user_properties")
    ]
    if lines := list(table_lines(noted for report in reports for noted in report.user_properties)):
        terminalreporter.section("model families")
        terminalreporter.write("\n".join(lines) + "\n")
