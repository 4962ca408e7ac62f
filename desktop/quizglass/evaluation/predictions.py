"""The predictions file of ``quizglass evaluate --predictions``: one line a question, pages from 0."""

from __future__ import annotations

import json

from quizglass.evaluation.run import ScoredQuestion


def prediction_line(scored: ScoredQuestion) -> str:
    """One JSON object without a line end: ``id, answer, found, evidence [{page, boxes}], seconds``."""
    prediction = scored.prediction
    record = {
        "id": scored.question.id,
        "answer": prediction.answer,
        "found": prediction.found,
        "evidence": [
            {"page": place.page, "boxes": [[round(v, 5) for v in box.as_tuple()] for box in place.boxes]}
            for place in prediction.evidence
        ],
        "seconds": round(scored.seconds, 4),
    }
    return json.dumps(record, ensure_ascii=False)
