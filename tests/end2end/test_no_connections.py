"""Asking connects to nothing: every system call of the program and its workers is watched, and none is a connection.

Where the system lets it, the same is asked in a network namespace without links: the answer is the same.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import qwen2_vl
from scripted_server import ScriptedServer, says

from quizglass.models import store
from quizglass.models.server import address_book

QUIZGLASS = [sys.executable, "-m", "quizglass"]
QUESTION = "What is the total?"
CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<arguments>.*)$")
FAMILY = re.compile(r"\b(?:AF|PF)_(\w+)")
TARGET = re.compile(r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"\)')
WITHIN = {"UNIX", "LOCAL", "UNSPEC"}
"""Families of sockets that cannot leave this computer."""


class Seen(NamedTuple):
    """What a program did with the network. ``calls`` are those of families that lead out of the computer."""

    calls: list[str]
    connected: set[tuple[str, int]]
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def tracer() -> list[str]:
    """A command that watches the one after it."""
    program = shutil.which("strace")
    if program is None or subprocess.run([program, "-qq", "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace is not installed, or processes may not be watched here")
    return [program, "--follow-forks", "--seccomp-bpf", "-qq", "--trace=%network"]


@pytest.fixture(scope="session")
def without_links() -> list[str]:
    """A command that runs the one after it where there is no network, not even to the computer itself."""
    program = shutil.which("unshare")
    alone = [str(program), "--map-root-user", "--net"]
    if program is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("namespaces of the network cannot be made here")
    return alone


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return qwen2_vl.make(tmp_path_factory.mktemp("checkpoint") / "Tiny Qwen2-VL", most_image_tokens=64)


def watched(tracer: Sequence[str], command: Sequence[object], record: Path) -> Seen:
    """Run ``command`` and tell what it, and all that it started, did with the network."""
    done = subprocess.run(
        [*tracer, f"--output={record}", *map(str, command)], capture_output=True, text=True, timeout=200, check=False
    )
    calls = [call for line in record.read_text(errors="replace").splitlines() if (call := CALL.match(line))]
    outward = [call for call in calls if not set(FAMILY.findall(call["arguments"])) <= WITHIN]
    targets = (TARGET.search(call["arguments"]) for call in outward if call["name"] in {"connect", "sendto", "sendmsg"})
    connected = {(target[2], int(target[1])) for target in targets if target}
    return Seen([call.group() for call in outward], connected, done)


def names(seen: Seen) -> set[str]:
    return {found["name"] for call in seen.calls if (found := CALL.match(call))}


def question(samples: Path, name: str, model: str = "built-in") -> list[object]:
    return [*QUIZGLASS, "ask", samples / name, QUESTION, "--page", 1, "--model", model, "--json"]


def answer(done: subprocess.CompletedProcess[str]) -> tuple[int, str, Any]:
    assert done.stdout, done.stderr
    return done.returncode, done.stderr, json.loads(done.stdout)["answer"]


def test_a_connection_would_be_seen(tracer: list[str], tmp_path: Path) -> None:
    attempt = "import socket; socket.socket().connect_ex(('127.0.0.1', 9)); socket.socket(socket.AF_INET6)"
    seen = watched(tracer, [sys.executable, "-c", attempt], tmp_path / "calls")
    assert seen.connected == {("127.0.0.1", 9)}
    assert names(seen) >= {"socket", "connect"}
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {attempt!r}])"
    assert names(watched(tracer, [sys.executable, "-c", child], tmp_path / "of child")) == names(seen)


@pytest.mark.parametrize("name", ["invoice.pdf", "scanned-letter.pdf"])
def test_the_built_in_reader_connects_to_nothing(tracer: list[str], samples: Path, tmp_path: Path, name: str) -> None:
    seen = watched(tracer, question(samples, name), tmp_path / "calls")
    assert seen.done.returncode in {0, 1}
    assert seen.calls == []


def test_a_vision_model_connects_to_nothing(tracer: list[str], samples: Path, tmp_path: Path, folder: Path) -> None:
    model = store.import_folder(folder, link=True)
    seen = watched(tracer, question(samples, "invoice.pdf", model.id), tmp_path / "calls")
    assert seen.done.returncode in {0, 1}
    assert json.loads(seen.done.stdout)["model"] == model.id
    assert seen.calls == []


@pytest.mark.network
def test_a_server_is_all_that_is_connected_to(tracer: list[str], samples: Path, tmp_path: Path) -> None:
    with ScriptedServer(says("GBP 2,286.60")) as server:
        address_book.put(server.as_server())
        seen = watched(tracer, question(samples, "invoice.pdf", "server:tiny"), tmp_path / "calls")
        assert answer(seen.done) == (0, "", "GBP 2,286.60")
        assert seen.connected == {("127.0.0.1", server.server_port)}


def test_without_links_the_answer_is_the_same(without_links: list[str], samples: Path, quizglass: Any) -> None:
    command = question(samples, "invoice.pdf")
    alone = subprocess.run([*without_links, *map(str, command)], capture_output=True, text=True, check=False)
    assert answer(alone) == answer(quizglass(*command[len(QUIZGLASS) :]))
