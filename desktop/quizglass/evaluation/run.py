"""Asking every labelled question and adding up how right the answers are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median, quantiles

from quizglass.answers import Evidence
from quizglass.errors import AppError, Cancelled
from quizglass.evaluation.labels import LabelledQuestion
from quizglass.evaluation.scoring import anls, is_exact, is_hit, is_overlap


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was answered. ``seconds`` is how long it took; None lets `evaluate` measure the whole call."""

    answer: str
    found: bool
    evidence: tuple[Evidence, ...] = ()
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """One question with its answer and scores; ``error`` is the code of what went wrong, "" when nothing did.

    ``hit`` and ``iou50`` are None where the truth has no place (unanswerable questions).
    """

    question: LabelledQuestion
    prediction: Prediction
    anls: float
    exact: bool
    hit: bool | None
    iou50: bool | None
    seconds: float
    error: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over ``questions``; failed ones count as wrong. ``hit`` and ``iou50`` are over those with a place."""

    questions: int
    anls: float
    exact: float
    hit: float
    iou50: float
    failed: int

    def as_record(self) -> dict[str, object]:
        return {
            "questions": self.questions,
            "anls": round(self.anls, 4),
            "exact": round(self.exact, 4),
            "hit": round(self.hit, 4),
            "iou50": round(self.iou50, 4),
            "failed": self.failed,
        }


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """What became of questions whose answer is not in the document. ``not_found`` is the share that was said so of."""

    questions: int
    not_found: float

    def as_record(self) -> dict[str, object]:
        return {"questions": self.questions, "not_found": round(self.not_found, 4)}


@dataclass(frozen=True, slots=True)
class Report:
    """The result of `evaluate`. ``by_source`` groups by the documents' kind, ``by_language`` by their language."""

    model: str
    scores: Scores
    seconds_median: float
    seconds_p95: float
    by_source: dict[str, Scores]
    by_language: dict[str, Scores]
    unanswerable: Unanswerable

    def as_record(self) -> dict[str, object]:
        """What ``quizglass evaluate --json`` prints."""
        return {
            "model": self.model,
            **self.scores.as_record(),
            "seconds": {"median": round(self.seconds_median, 4), "p95": round(self.seconds_p95, 4)},
            "by_source": {kind: scores.as_record() for kind, scores in self.by_source.items()},
            "by_language": {language: scores.as_record() for language, scores in self.by_language.items()},
            "unanswerable": self.unanswerable.as_record(),
        }


def evaluate(
    questions: Iterable[LabelledQuestion],
    ask: Callable[[LabelledQuestion], Prediction],
    *,
    model: str = "",
    on_scored: Callable[[ScoredQuestion], None] | None = None,
) -> Report:
    """Ask every question and score the answers; ``on_scored`` sees each as soon as it is known.

    An `AppError` costs its question only and is counted as failed.

    Raises:
        Cancelled: ``ask`` was stopped.
    """
    scored: list[ScoredQuestion] = []
    for question in questions:
        one = _ask_and_score(question, ask)
        scored.append(one)
        if on_scored is not None:
            on_scored(one)
    seconds = [one.seconds for one in scored]
    return Report(
        model=model,
        scores=_mean(scored),
        seconds_median=median(seconds) if seconds else 0.0,
        seconds_p95=_p95(seconds),
        by_source=_grouped(scored, lambda question: question.kind),
        by_language=_grouped(scored, lambda question: question.language),
        unanswerable=_unanswerable(scored),
    )


def score(question: LabelledQuestion, prediction: Prediction) -> ScoredQuestion:
    """Compare one answer with the truth. An unanswerable question is right when nothing was found."""
    seconds = prediction.seconds or 0.0
    if question.unanswerable:
        right = not prediction.found
        return ScoredQuestion(question, prediction, float(right), right, None, None, seconds)
    answer = prediction.answer if prediction.found else ""
    evidence = prediction.evidence if prediction.found else ()
    placed = bool(question.occurrences)
    return ScoredQuestion(
        question,
        prediction,
        anls=anls(answer, question.answers),
        exact=is_exact(answer, question.answers),
        hit=is_hit(evidence, question.occurrences) if placed else None,
        iou50=is_overlap(evidence, question.occurrences) if placed else None,
        seconds=seconds,
    )


def _ask_and_score(question: LabelledQuestion, ask: Callable[[LabelledQuestion], Prediction]) -> ScoredQuestion:
    started = time.perf_counter()
    try:
        prediction = ask(question)
    except Cancelled:
        raise
    except AppError as error:
        seconds = time.perf_counter() - started
        nothing = Prediction("", found=False, seconds=seconds)
        located = None if question.unanswerable else False
        return ScoredQuestion(question, nothing, 0.0, False, located, located, seconds, error.code)
    if prediction.seconds is None:
        prediction = replace(prediction, seconds=time.perf_counter() - started)
    return score(question, prediction)


def _mean(scored: Sequence[ScoredQuestion]) -> Scores:
    hits = [one.hit for one in scored if one.hit is not None]
    overlaps = [one.iou50 for one in scored if one.iou50 is not None]
    return Scores(
        questions=len(scored),
        anls=fmean(one.anls for one in scored) if scored else 0.0,
        exact=fmean(one.exact for one in scored) if scored else 0.0,
        hit=fmean(hits) if hits else 0.0,
        iou50=fmean(overlaps) if overlaps else 0.0,
        failed=sum(bool(one.error) for one in scored),
    )


def _grouped(scored: Sequence[ScoredQuestion], name: Callable[[LabelledQuestion], str]) -> dict[str, Scores]:
    """The means of each group, in the order in which the groups come up."""
    groups: dict[str, list[ScoredQuestion]] = {}
    for one in scored:
        groups.setdefault(name(one.question), []).append(one)
    return {group: _mean(members) for group, members in groups.items()}


def _unanswerable(scored: Sequence[ScoredQuestion]) -> Unanswerable:
    asked = [one for one in scored if one.question.unanswerable]
    return Unanswerable(len(asked), fmean(one.exact for one in asked) if asked else 0.0)


def _p95(seconds: Sequence[float]) -> float:
    if len(seconds) < 2:
        return seconds[0] if seconds else 0.0
    return quantiles(seconds, n=20, method="inclusive")[-1]
