"""The command line as a real process, and documents for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pymupdf
import pytest

Quizglass: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-m", "quizglass"]


def environment(**more: str) -> dict[str, str]:
    """As a terminal without a screen has it; never a stray variable of the tests' own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"QT_QPA_PLATFORM", "DISPLAY"}}
    return kept | {"LC_ALL": "C.UTF-8"} | more


@pytest.fixture
def quizglass() -> Quizglass:
    """Run ``quizglass`` with arguments; its output as text."""

    def run(
        *arguments: object, stdin: str = "", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=stdin,
            env=environment(**(env or {})),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def start_quizglass() -> Callable[..., subprocess.Popen[str]]:
    """Start ``quizglass`` and go on, in a process group of its own as a shell does it."""

    def start(*arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            encoding="utf-8",
            start_new_session=True,
        )

    return start


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A document that opens with the password «пароль»."""
    file = tmp_path / "locked.pdf"
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "Grand total: 481.20")
        document.save(file, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="пароль", owner_pw="owner")
    return file
