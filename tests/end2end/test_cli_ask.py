"""``quizglass ask`` on the samples: answers, places, pictures, and the exit codes that scripts depend on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from quizglass.library.library import Library

QUESTION = "What is the total?"


def one_line(text: str) -> bool:
    return text.startswith("quizglass: ") and text.count("\n") == 1 and text.endswith("\n")


def test_the_total_of_the_sample_invoice(quizglass: Any, samples: Path) -> None:
    done = quizglass("ask", samples / "invoice.pdf", QUESTION, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert list(record) == ["question", "answer", "found", "model", "confidence", "evidence", "seconds"]
    assert record["question"] == QUESTION
    assert record["found"] is True
    assert record["model"] == "built-in"
    assert any(c.isdigit() for c in record["answer"])
    [place] = record["evidence"]
    assert place["page"] == 1
    for x0, y0, x1, y1 in place["boxes"]:
        assert 0 <= x0 < x1 <= 1
        assert 0 <= y0 < y1 <= 1
    assert set(record["seconds"]) == {"open", "first_text", "total"}


def test_the_same_for_a_person(quizglass: Any, samples: Path) -> None:
    done = quizglass("ask", samples / "invoice.pdf", QUESTION)
    answer, place = done.stdout.splitlines()
    assert done.returncode == 0
    assert place.startswith("Page 1: “")
    assert answer.split()[-1] in place


def test_a_russian_contract_is_asked_as_a_whole(quizglass: Any, samples: Path) -> None:
    done = quizglass("ask", samples / "lease-ru.pdf", "Какова арендная плата?", "--json", env={"LC_ALL": "C"})
    record = json.loads(done.stdout)
    assert (done.returncode, record["found"]) == (0, True)
    assert len(record["evidence"]) == 1


def test_the_page_is_written_with_the_answer_lit(quizglass: Any, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "ответ.png"
    region = "0.4,0.3,1,0.8"
    arguments = ["ask", samples / "invoice.pdf", QUESTION, "--page", 1, "--region", region, "--json", "--picture", out]
    done = quizglass(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    x0, y0, x1, y1 = json.loads(done.stdout)["evidence"][0]["boxes"][0]
    with Image.open(out) as picture:
        width, height = picture.size
        inside = picture.crop((int(x0 * width), int(y0 * height), int(x1 * width), int(y1 * height)))
        colours = {colour for _, colour in inside.getcolors(100_000) or []}
        assert (255, 236, 173) in colours
        assert picture.getpixel((int(0.4 * width), int(0.5 * height))) == (0x2B, 0x5B, 0xD7)


def test_what_is_not_on_the_page(quizglass: Any, samples: Path) -> None:
    done = quizglass("ask", samples / "invoice.pdf", "What is the blood group of the patient?", "--page", 1)
    assert (done.returncode, done.stdout, done.stderr) == (1, "Not on this page.\n", "")


def test_a_scan_a_drawing_and_a_blank_page(quizglass: Any, samples: Path, tmp_path: Path) -> None:
    done = quizglass("ask", samples / "scanned-letter.pdf", "What is the insurance value?", "--page", 1)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1,750 pounds" in done.stdout
    drawing = Image.new("L", (900, 700), 255)
    ImageDraw.Draw(drawing).polygon([(230, 300), (450, 120), (670, 300)], outline=0, width=5)
    drawing.save(tmp_path / "drawing.png")
    done = quizglass("ask", tmp_path / "drawing.png", QUESTION)
    assert (done.returncode, done.stdout) == (1, "This document has no readable text.\n")
    blank = tmp_path / "blank.png"
    Image.new("RGB", (300, 400), "white").save(blank)
    done = quizglass("ask", blank, QUESTION)
    assert (done.returncode, done.stdout) == (1, "This document is blank.\n")


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (["?!"], 2, "There is no question"),
        ([""], 2, "There is no question"),
        ([QUESTION, "--page", "0"], 2, "whole number from 1"),
        ([QUESTION, "--page", "99"], 2, "There is no page 99"),
        ([QUESTION, "--page", "1", "--region", "0.5,0.5,0.5,0.9"], 2, "The region has no size"),
        ([QUESTION, "--page", "1", "--region", "0,0,1,nan"], 2, "from 0 to 1"),
        ([QUESTION, "--page", "1", "--region", "0,0,1"], 2, "four numbers"),
        ([QUESTION, "--region", "0,0,1,1"], 2, "belongs to one page"),
        ([QUESTION, "--model", "no-such-model"], 3, "no model called no-such-model"),
        ([QUESTION, "--picture", "/nowhere/out.png"], 5, "/nowhere/out.png cannot be written"),
        ([QUESTION, "--unknown"], 2, "--unknown"),
        ([], 2, "QUESTION"),
    ],
)
def test_wrong_arguments_end_in_one_line(quizglass: Any, samples: Path, more: list[str], code: int, words: str) -> None:
    done = quizglass("ask", samples / "lease-ru.pdf", *more)
    assert (done.returncode, done.stdout) == (code, "")
    assert one_line(done.stderr), done.stderr
    assert words in done.stderr


def test_files_that_cannot_be_opened(quizglass: Any, tmp_path: Path) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("no document at all")
    empty = tmp_path / "empty.pdf"
    empty.touch()
    for file, code in [(tmp_path / "gone.pdf", 5), (tmp_path, 4), (text, 4), (empty, 4)]:
        done = quizglass("ask", file, QUESTION)
        assert one_line(done.stderr), done.stderr
        assert (done.returncode, file.name in done.stderr) == (code, True), done.stderr


@pytest.mark.parametrize(
    ("stdin", "code", "words"),
    [(None, 6, "--password-stdin"), ("wrong\n", 6, "does not open"), ("", 6, "password"), ("пароль\n", 0, "")],
)
def test_passwords(quizglass: Any, locked: Path, stdin: str | None, code: int, words: str) -> None:
    more = [] if stdin is None else ["--password-stdin"]
    done = quizglass("ask", locked, "What is the grand total?", *more, stdin=stdin or "")
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert code == 0 or one_line(done.stderr)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are not text")
def test_a_file_name_that_is_not_text(samples: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\n.pdf"
    shutil.copy(samples / "invoice.pdf", name)
    command = [sys.executable, "-m", "quizglass", "ask"]
    assert subprocess.run([*command, name, QUESTION], capture_output=True, check=False).returncode == 0
    missing = subprocess.run([*command, b"/\xfe\n.pdf", QUESTION], capture_output=True, check=False)
    assert missing.returncode == 5
    assert one_line(missing.stderr.decode("utf-8"))


def test_asking_leaves_no_question_behind(quizglass: Any, samples: Path, own_home: Path) -> None:
    quizglass("ask", samples / "invoice.pdf", QUESTION)
    file = own_home / "data" / "library.sqlite3"
    assert {path for path in own_home.rglob("*") if path.is_file()} == {file}
    library = Library.open(file)
    assert (library.all_answers(), library.recent_documents()) == ([], [])
    library.close()
