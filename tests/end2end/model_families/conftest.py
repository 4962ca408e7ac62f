"""The table of families, printed at the end of the run."""

from __future__ import annotations

import pytest
from family_table import FamilyTable

_table = pytest.StashKey[FamilyTable]()


@pytest.fixture(scope="session")
def table(pytestconfig: pytest.Config) -> FamilyTable:
    return pytestconfig.stash.setdefault(_table, FamilyTable())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = list(config.stash.get(_table, FamilyTable()).lines())
    if lines:
        terminalreporter.section("model families")
        terminalreporter.write("\n".join(lines) + "\n")
