"""The file of the open tabs: what is written comes back, and no accident loses the good one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect, RegionPart
from quizglass.library.records import KeptRegion
from quizglass.ui.restoring.kept_session import KeptSession, KeptTab, from_json, to_json
from quizglass.ui.restoring.session_file import SessionFile

NAMES = st.one_of(st.just("/tmp/Договор 🧾 №5.pdf"), st.just("/tmp/old\udce4name.pdf"), st.text(min_size=1))
SIDES = st.floats(0, 1)
RECTS = st.tuples(SIDES, SIDES, SIDES, SIDES).map(
    lambda s: PageRect(min(s[0], s[2]), min(s[1], s[3]), max(s[0], s[2]), max(s[1], s[3]))
)
PARTS = st.builds(RegionPart, st.integers(0, 99), RECTS)
REGIONS = st.builds(
    KeptRegion,
    st.integers(1, 99),
    st.lists(PARTS, min_size=1, max_size=3).map(tuple),
    st.text(max_size=20),
    st.booleans(),
)
TABS = st.builds(
    KeptTab,
    path=NAMES,
    page=st.integers(0, 10_000),
    x=SIDES,
    y=SIDES,
    zoom=st.floats(0.1, 64),
    fit=st.sampled_from(["", "width", "page"]),
    turns=st.integers(0, 3),
    regions=st.lists(REGIONS, max_size=3).map(tuple),
    question=st.text(max_size=200),
    looked_at=st.booleans(),
)
SESSIONS = st.builds(KeptSession, st.lists(TABS, max_size=4).map(tuple), st.integers(0, 9), st.floats(0, 2e9))

ONE = KeptSession((KeptTab("/papers/one.pdf", page=3, looked_at=True),))
TWO = KeptSession((KeptTab("/papers/two.pdf"), KeptTab("/papers/three.pdf")), front=1)


@pytest.fixture
def file(tmp_path: Path) -> SessionFile:
    return SessionFile(tmp_path / "state")


@given(SESSIONS)
def test_a_session_survives_json(session: KeptSession) -> None:
    assert from_json(json.loads(json.dumps(to_json(session)))) == session


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*to_json(ONE), *to_json(ONE)["tabs"][0]]), inner)
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_stands_in_the_file_is_a_session_or_is_not(raw: object) -> None:
    try:
        session = from_json(raw)
    except ValueError:
        return
    assert all(tab.path and 0 <= tab.turns <= 3 and tab.page >= 0 for tab in session.tabs)


def test_nothing_is_read_before_anything_was_written(file: SessionFile) -> None:
    assert file.read() is None


def test_the_last_session_is_read_and_the_one_before_is_the_backup(file: SessionFile) -> None:
    file.write(ONE)
    file.write(TWO)
    assert file.read() == TWO
    file.path.unlink()
    assert file.read() == ONE


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\x00" * 512, b'{"tabs": 3}', b'{"tabs": [{"page": 1}]}', b"[" * 100_000]
)
def test_a_broken_session_is_set_aside_and_the_backup_used(file: SessionFile, damage: bytes) -> None:
    file.write(ONE)
    file.write(TWO)
    file.path.write_bytes(damage)
    assert file.read() == ONE
    file.write(TWO)
    assert file.read() == TWO
    broken = list(file.path.parent.glob("session.broken-*"))
    assert [kept.read_bytes() for kept in broken] == [damage]


def test_a_disk_without_room_keeps_the_old_session(file: SessionFile) -> None:
    """In a process of its own that may write no byte more: the system itself refuses."""
    file.write(ONE)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from quizglass.ui.restoring.session_file import SessionFile\n"
        "from quizglass.ui.restoring.kept_session import KeptSession, KeptTab\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "try: SessionFile(Path(sys.argv[1])).write(KeptSession((KeptTab('/other.pdf'),)))\n"
        "except OSError: print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file.path.parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "refused"
    assert file.read() == ONE
    assert not list(file.path.parent.glob("*.partial"))


def test_one_window_at_a_time_owns_the_session(file: SessionFile, tmp_path: Path) -> None:
    second = SessionFile(tmp_path / "state")
    assert file.claim()
    assert not second.claim()
    file.release()
    assert second.claim()
    second.release()


def test_where_nothing_can_be_written_nothing_is_owned(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a folder")
    assert not SessionFile(tmp_path / "state").claim()


def test_forgetting_leaves_nothing(file: SessionFile) -> None:
    file.write(ONE)
    file.write(TWO)
    file.path.write_bytes(b"{")
    file.read()
    file.forget()
    assert not list(file.path.parent.glob("session*json*"))
