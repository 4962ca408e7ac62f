"""Help, version, models, doctor, evaluate, and the way to the window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizglass import __version__


def write_questions(file: Path, samples: Path, count: int = 3) -> None:
    lines = [
        {"id": f"total-{n}", "doc": "invoice.pdf", "page": 0, "question": "What is the total?", "answers": ["?"]}
        for n in range(count)
    ]
    lines.append(
        {
            "id": "none",
            "doc": "invoice.pdf",
            "page": 0,
            "question": "Which blood group?",
            "answers": [],
            "unanswerable": True,
        }
    )
    lines.append({"id": "gone", "doc": "gone.pdf", "page": 0, "question": "What?", "answers": ["x"]})
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["ask", "--help"], ["evaluate", "-h"], ["models", "--help"], ["doctor", "-h"]]
)
def test_help_is_there(quizglass: Any, arguments: list[str]) -> None:
    done = quizglass(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "quizglass" in done.stdout


def test_version(quizglass: Any) -> None:
    assert quizglass("--version").stdout == f"Quizglass {__version__}\n"


def test_without_a_screen_there_is_no_window(quizglass: Any, samples: Path) -> None:
    done = quizglass(samples / "invoice.pdf", env={"WAYLAND_DISPLAY": ""})
    assert done.returncode == 15
    assert done.stderr == (
        "quizglass: There is no screen here to open a window on. Use the command line: quizglass ask FILE QUESTION.\n"
    )


def test_a_misspelt_command_is_a_missing_file(quizglass: Any) -> None:
    done = quizglass("aks", "file.pdf")
    assert (done.returncode, "aks is not there" in done.stderr) == (5, True)


def test_the_built_in_reader_is_always_there(quizglass: Any) -> None:
    assert quizglass("models", "list").stdout.startswith("built-in ")
    [model] = json.loads(quizglass("models", "list", "--json").stdout)
    assert (model["id"], model["path"]) == ("built-in", None)
    assert "Built-in reader" in quizglass("models", "show", "built-in").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["show", "nothing"], 3), (["remove", "nothing"], 3), (["remove", "built-in"], 3), (["import", "."], 3), ([], 2)],
)
def test_models_that_are_not_there(quizglass: Any, arguments: list[str], code: int) -> None:
    done = quizglass("models", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)


def test_evaluate_scores_and_keeps_every_answer(quizglass: Any, samples: Path, tmp_path: Path) -> None:
    questions, predictions = tmp_path / "questions.jsonl", tmp_path / "predictions.jsonl"
    write_questions(questions, samples)
    done = quizglass("evaluate", questions, "--docs", samples, "--json", "--predictions", predictions)
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (8, "")
    assert (report["model"], report["questions"], report["failed"]) == ("built-in", 5, 1)
    assert set(report["seconds"]) == {"median", "p95"}
    lines = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["total-0", "total-1", "total-2", "none", "gone"]
    assert list(lines[0]) == ["id", "answer", "found", "evidence", "seconds"]
    assert lines[0]["evidence"][0]["page"] == 0
    assert lines[3]["found"] is False


def test_evaluate_for_a_person_over_whole_documents(quizglass: Any, samples: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    write_questions(questions, samples, 1)
    done = quizglass("evaluate", questions, "--docs", samples, "--whole-document")
    assert "ANLS" in done.stdout
    assert "built-in" in done.stdout


@pytest.mark.parametrize(
    ("text", "code", "words"), [(None, 5, "not there"), ("no json", 2, "Line 1"), ('{"id": 1}', 2, "Line 1")]
)
def test_questions_that_cannot_be_read(quizglass: Any, tmp_path: Path, text: str | None, code: int, words: str) -> None:
    file = tmp_path / "questions.jsonl"
    if text is not None:
        file.write_text(text)
    done = quizglass("evaluate", file)
    assert (done.returncode, done.stderr.count("\n"), words in done.stderr) == (code, 1, True)


def test_the_doctor_checks_by_doing(quizglass: Any) -> None:
    done = quizglass("doctor", "--json")
    report = json.loads(done.stdout)
    status = {check["name"]: check["status"] for check in report["checks"]}
    assert status["documents"] == "ok"
    assert status["ocr"] == "ok"
    assert status["library"] == "ok"
    assert status["network"] == "ok"
    assert {"ocr-languages", "disk", "device"} <= set(status)
    assert (done.returncode == 0) is report["ok"]
