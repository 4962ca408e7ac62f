"""The reworded questions belong to the labelled ones: each twice, in its language, in words of its own."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from quizglass.evaluation.labels import read_questions
from quizglass.text.folding import compact

HERE = Path(__file__).parent
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def make_questions() -> dict[str, Any]:
    return runpy.run_path(str(HERE / "make_questions.py"))


@pytest.fixture
def originals(corpus: Path) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in lines(corpus / "qa" / "questions.jsonl")}


def test_each_question_is_reworded_twice(originals: dict[str, dict[str, Any]]) -> None:
    reworded = lines(HERE / "reworded.jsonl")
    assert [record["id"] for record in reworded] == list(originals)
    assert {len(record["questions"]) for record in reworded} == {2}


def test_no_wording_is_the_original_or_the_other_one(originals: dict[str, dict[str, Any]]) -> None:
    for record in lines(HERE / "reworded.jsonl"):
        wordings = [originals[record["id"]]["question"], *record["questions"]]
        assert len({compact(words) for words in wordings}) == 3, record["id"]


def test_the_language_stays(originals: dict[str, dict[str, Any]]) -> None:
    for record in lines(HERE / "reworded.jsonl"):
        russian = bool(CYRILLIC.search(originals[record["id"]]["question"]))
        assert [bool(CYRILLIC.search(words)) for words in record["questions"]] == [russian, russian], record["id"]


def test_row_and_column_of_a_table_stay_as_printed(originals: dict[str, dict[str, Any]]) -> None:
    for record in lines(HERE / "reworded.jsonl"):
        original = originals[record["id"]]
        if original["kind"] == "table-digital":
            cells = re.findall('"(.*?)"', original["question"])
            assert all(f'"{cell}"' in words for words in record["questions"] for cell in cells), record["id"]


def test_labels_are_joined_and_only_id_and_words_change(make_questions: dict[str, Any]) -> None:
    labelled = {"id": "q1", "doc": "a.pdf", "question": "Total?", "answers": ["5"], "kind": "form"}
    unknown = {"id": "q2", "question": "Date?"}
    joined = list(make_questions["join"]([labelled, unknown], {"q1": ["How much?", "Sum?"]}))
    assert joined == [
        labelled | {"id": "q1-r1", "question": "How much?"},
        labelled | {"id": "q1-r2", "question": "Sum?"},
    ]


def test_the_joined_file_is_one_of_labelled_questions(
    make_questions: dict[str, Any], corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert make_questions["main"]([str(corpus / "qa" / "questions.jsonl"), str(out)]) == 0
    questions = read_questions(out, corpus / "qa")
    assert capsys.readouterr().out == f"{len(questions)} questions\n"
    assert len({question.id for question in questions}) == len(questions) > 1000
