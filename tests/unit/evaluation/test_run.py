"""Reading labelled questions, asking them, adding up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizglass.answers import Evidence
from quizglass.errors import DeviceError, FileMissing, UsageError
from quizglass.evaluation.labels import LabelledQuestion, read_questions
from quizglass.evaluation.predictions import prediction_line
from quizglass.evaluation.run import Prediction, evaluate, score
from quizglass.geometry import PageRect

RECORD = {
    "id": "q1",
    "doc": "a.pdf",
    "page": 2,
    "question": "Total?",
    "answers": ["5"],
    "boxes": [[100, 50, 200, 60]],
    "unit": "pt",
    "doc_size": [200, 100],
    "alt": [{"page": 3, "boxes": [[0, 0, 20, 10]]}],
    "kind": "form",
}


def write(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


def test_boxes_become_fractions_of_the_page_and_alt_another_occurrence(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path, RECORD), tmp_path / "docs")
    assert question.document == tmp_path / "docs" / "a.pdf"
    assert [place.page for place in question.occurrences] == [2, 3]
    assert question.occurrences[0].boxes == (PageRect(0.5, 0.5, 1.0, 0.6),)
    assert not question.unanswerable


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Line 2"):
        read_questions(write(tmp_path, RECORD, "{not json"), tmp_path)
    with pytest.raises(UsageError, match="Line 1"):
        read_questions(write(tmp_path, {"id": "x"}), tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"none\.jsonl"):
        read_questions(tmp_path / "none.jsonl", tmp_path)


def question(name: str, answers: tuple[str, ...], kind: str = "form") -> LabelledQuestion:
    return LabelledQuestion(name, Path("a.pdf"), 0, "?", answers, kind=kind)


def test_the_report_groups_by_kind_and_counts_failures_as_wrong() -> None:
    def ask(asked: LabelledQuestion) -> Prediction:
        if asked.id == "broken":
            raise DeviceError
        return Prediction("5", found=asked.id != "nothing", seconds=0.2)

    seen: list[str] = []
    report = evaluate(
        [question("right", ("5",)), question("broken", ("5",)), question("nothing", (), "receipt")],
        ask,
        model="built-in",
        on_scored=lambda scored: seen.append(scored.question.id),
    )
    record = report.as_record()
    assert record["model"] == "built-in"
    assert (record["questions"], record["failed"]) == (3, 1)
    assert record["anls"] == pytest.approx(2 / 3, abs=1e-4)
    assert set(report.by_source) == {"form", "receipt"}
    assert report.by_source["receipt"].exact == 1.0
    assert seen == ["right", "broken", "nothing"]
    assert set(record["seconds"]) == {"median", "p95"}  # type: ignore[call-overload]


def test_the_report_groups_by_language() -> None:
    questions = [
        LabelledQuestion("en", Path("a.pdf"), 0, "?", ("5",), language="en"),
        LabelledQuestion("ru", Path("b.pdf"), 0, "?", ("6",), language="ru"),
        LabelledQuestion("none", Path("c.pdf"), 0, "?", ("5",)),
    ]
    record = evaluate(questions, lambda _: Prediction("5", found=True)).as_record()
    by_language = record["by_language"]
    assert isinstance(by_language, dict)
    assert {name: group["exact"] for name, group in by_language.items()} == {"en": 1.0, "ru": 0.0, "": 1.0}


def test_the_report_tells_how_often_a_missing_answer_was_not_found() -> None:
    def ask(asked: LabelledQuestion) -> Prediction:
        if asked.id == "broken":
            raise DeviceError
        return Prediction("5", found=asked.id == "invented")

    asked = [question(name, ()) for name in ("missing", "invented", "broken", "gone")]
    report = evaluate([*asked, question("answerable", ("5",))], ask)
    assert report.as_record()["unanswerable"] == {"questions": 4, "not_found": 0.5}
    assert evaluate([], ask).unanswerable.questions == 0


def test_an_answer_to_an_unanswerable_question_is_wrong() -> None:
    scored = score(question("q", ()), Prediction("5", found=True))
    assert (scored.anls, scored.exact, scored.hit) == (0.0, False, None)


def test_a_prediction_line_holds_answer_and_places() -> None:
    place = Evidence(3, (PageRect(0.1, 0.2, 0.3, 0.4),))
    scored = score(question("q", ("5",)), Prediction("5", found=True, evidence=(place,), seconds=0.5))
    assert json.loads(prediction_line(scored)) == {
        "id": "q",
        "answer": "5",
        "found": True,
        "evidence": [{"page": 3, "boxes": [[0.1, 0.2, 0.3, 0.4]]}],
        "seconds": 0.5,
    }


def test_an_empty_run_reports_zeros() -> None:
    assert evaluate([], lambda _: Prediction("", found=False)).as_record()["questions"] == 0
