"""``quizglass batch`` as a process: rows for every page, killed and resumed, refused in words."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

PAGES = 30
Quizglass = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Счета 2031"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        with pymupdf.open() as document:
            for page in range(PAGES):
                document.new_page().insert_text((72, 100), f"Invoice number: {name[0]}-{page}\nTotal: {page}.50 EUR")
            document.save(folder / name)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing of it is true")
    return folder


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return [row | {"seconds": ""} for row in csv.DictReader(source)]


def test_every_page_has_a_row(quizglass: Quizglass, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    done = quizglass("batch", folder, "--question", "What is the invoice number?", "--out", out)
    assert done.returncode == 8, "one file is damaged"
    assert "answers.csv" in done.stdout
    assert "Traceback" not in done.stderr
    found = rows(out)
    assert [row["answer"] for row in found] == [f"{name}-{page}" for name in "ab" for page in range(PAGES)] + [""]
    assert list(found[0]) == [
        *("file", "page", "region", "question", "answer", "found", "evidence_text", "evidence_boxes", "model"),
        *("confidence", "seconds", "status", "error", "correction"),
    ]
    assert (found[-1]["status"], bool(found[-1]["error"])) == ("failed", True)


@pytest.mark.parametrize("seed", range(2))
def test_killed_and_resumed_it_is_as_if_it_had_not_been(
    quizglass: Quizglass,
    start_quizglass: Callable[..., subprocess.Popen[str]],
    folder: Path,
    tmp_path: Path,
    seed: int,
) -> None:
    command = ("batch", folder, "--question", "What is the total?", "--pages", "1-20")
    whole, out = tmp_path / "whole.csv", tmp_path / "answers.csv"
    quizglass(*command, "--out", whole)
    chance = random.Random(seed)
    for _ in range(2):
        process = start_quizglass(*command, "--out", out, "--resume")
        try:
            process.wait(timeout=chance.uniform(0.4, 1.6))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    done = quizglass(*command, "--out", out, "--resume")
    assert done.returncode == 8
    assert rows(out) == rows(whole)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--question", "What?", "--out", "answers.docx"), ".jsonl"),
        (("--question", " ", "--out", "answers.csv"), "There is no question"),
        (("--question", "What?", "--out", "answers.csv", "--jobs", "many"), "--jobs"),
        (("--question", "What?", "--out", "answers.csv", "--pages", "7-3"), "1-3,7"),
        (("--question", "What?"), "--out"),
    ],
)
def test_what_makes_no_sense_is_told(
    quizglass: Quizglass, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = quizglass("batch", folder, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_answers_that_cannot_be_written_are_kept(quizglass: Quizglass, folder: Path) -> None:
    """A document is never written over, which is known when its rows come."""
    document = folder / "a.pdf"
    before = document.read_bytes()
    done = quizglass("batch", document, "--question", "What is the total?", "--pages", "1-3", "--out", document)
    assert done.returncode == 5
    assert "a.pdf cannot be written" in done.stderr
    assert "--resume" in done.stderr
    assert document.read_bytes() == before
