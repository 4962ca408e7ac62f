"""Between the library's rows and the values of the program."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from quizglass.answers import Answer, Evidence, Exchange, Outcome, Question, Timings
from quizglass.geometry import PageRect, RegionPart
from quizglass.library.records import AnswerRecord, KeptRegion, KnownDocument, ViewState
from quizglass.pages import DocumentSource


def storable(text: str) -> str:
    """``text`` with halves of surrogate pairs replaced: SQLite stores valid Unicode only."""
    return text.encode("utf-8", "replace").decode("utf-8")


def document_name(path: str) -> str:
    return storable(PurePath(path).name)


def question_row(question_id: str, document_hash: str, question: Question, asked_at: float) -> dict[str, Any]:
    return {
        "id": question_id,
        "document": document_hash,
        "asked_at": asked_at,
        "text": storable(question.text),
        "pages": json.dumps(question.pages),
        "region": json.dumps(question.region.as_tuple()) if question.region else None,
        "model": question.model,
        "language": question.language,
        "earlier": json.dumps([[one.question, one.answer] for one in question.earlier]),
        "continued": json.dumps([rect.as_tuple() for rect in question.continued]),
    }


def answer_row(question_id: str, answer: Answer) -> dict[str, Any]:
    return {
        "id": question_id,
        "answer": None if answer.text is None else storable(answer.text),
        "outcome": answer.outcome.value,
        "answer_page": answer.page,
        "answered_by": answer.model,
        "confidence": answer.confidence,
        "error": answer.error,
        "seen": json.dumps(answer.seen) if answer.seen is not None else None,
        "seconds_open": answer.timings.open,
        "seconds_first_text": answer.timings.first_text,
        "seconds_total": answer.timings.total,
    }


def evidence_row(question_id: str, position: int, evidence: Evidence) -> tuple[Any, ...]:
    boxes = json.dumps([box.as_tuple() for box in evidence.boxes])
    return question_id, position, evidence.page, boxes, storable(evidence.text), evidence.source


def evidence_of(row: sqlite3.Row) -> Evidence:
    boxes = tuple(PageRect(*box) for box in json.loads(row["boxes"]))
    return Evidence(row["page"], boxes, row["text"], "model" if row["source"] == "model" else "words")


def answer_record(row: sqlite3.Row, evidence: Sequence[Evidence]) -> AnswerRecord:
    """From a row of ``questions`` joined with its document's ``path``."""
    region = PageRect(*json.loads(row["region"])) if row["region"] else None
    question = Question(
        text=row["text"],
        document=DocumentSource(os.fsdecode(row["path"])),
        pages=tuple(json.loads(row["pages"])),
        region=region,
        model=row["model"],
        language=row["language"],
        earlier=tuple(Exchange(asked, said) for asked, said in json.loads(row["earlier"])),
        continued=tuple(PageRect(*rect) for rect in json.loads(row["continued"])),
    )
    answer = Answer(
        text=row["answer"],
        outcome=Outcome(row["outcome"] or Outcome.STOPPED),
        evidence=tuple(evidence),
        confidence=row["confidence"],
        timings=Timings(row["seconds_open"], row["seconds_first_text"], row["seconds_total"]),
        model=row["answered_by"] or row["model"],
        page=row["answer_page"],
        error=row["error"],
        seen=tuple(json.loads(row["seen"])) if row["seen"] else None,
    )
    return AnswerRecord(
        id=row["id"],
        document_hash=row["document"],
        question=question,
        asked_at=_moment(row["asked_at"]),
        answer=answer,
        running=row["outcome"] is None,
    )


def region_row(document_hash: str, region: KeptRegion) -> tuple[Any, ...]:
    parts = json.dumps([[part.page, *part.rect.as_tuple()] for part in region.parts])
    return document_hash, region.number, storable(region.name), parts, region.active


def kept_region(row: sqlite3.Row) -> KeptRegion:
    parts = tuple(RegionPart(page, PageRect(*rect)) for page, *rect in json.loads(row["parts"]))
    return KeptRegion(row["number"], parts, row["name"], bool(row["active"]))


def known_document(row: sqlite3.Row) -> KnownDocument:
    return KnownDocument(
        hash=row["hash"],
        path=os.fsdecode(row["path"]),
        name=row["name"],
        page_count=row["page_count"],
        first_opened=_moment(row["first_opened"]),
        last_opened=_moment(row["last_opened"]),
    )


def view_state_json(state: ViewState) -> str:
    return json.dumps(asdict(state))


def view_state_of(text: str) -> ViewState:
    """What was stored, without fields that this version does not know."""
    stored = json.loads(text)
    return ViewState(**{name: stored[name] for name in ViewState.__dataclass_fields__ if name in stored})


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
