"""What the card of a run says and offers."""

from __future__ import annotations

import pytest

from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.run import Run, RunState, Tally
from quizglass.errors import EngineKeepsFailing
from quizglass.ui.batch_page.amounts import name_of_files
from quizglass.ui.batch_page.queue.run_words import run_content

PLAN = Plan(("/a/lease.pdf", "/a/b/act.pdf"), (PlannedQuestion("What?"), PlannedQuestion("When?")))
FAR = Tally("/a/lease.pdf", 1200, 1300, failed=3, found=2, not_found=1, blank=1, files=2, files_done=0, file_share=0.5)


def keys(run: Run) -> list[str]:
    return [button.key for button in run_content(run, "Reader").buttons]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RunState.QUEUED, ["open", "cancel"]),
        (RunState.RUNNING, ["open", "pause", "cancel"]),
        (RunState.PAUSED, ["go_on", "open", "cancel"]),
        (RunState.STOPPED, ["open", "go_on", "remove"]),
        (RunState.ENDED, ["open", "retry", "remove"]),
    ],
)
def test_what_can_be_done_in_each_state(state: RunState, expected: list[str]) -> None:
    assert keys(Run(1, "", PLAN, state, FAR)) == expected


def test_how_far_it_is_and_how_long_it_takes() -> None:
    content = run_content(Run(1, "", PLAN, RunState.RUNNING, FAR, seconds_left=300), "Reader")
    assert content.progress is not None
    assert content.progress.words == "1,200 pages asked · document 1 of 2: lease.pdf · about 5 min left"
    assert content.progress.share == 0.25
    assert content.lines == (
        "2 documents · 2 questions · Reader",
        "2 answers found · 1 not found · 1 blank · 3 pages failed",
    )


def test_all_pages_are_known_with_the_last_document() -> None:
    tally = Tally("/a/b/act.pdf", 7, 9, files=2, files_done=1)
    content = run_content(Run(1, "", PLAN, RunState.RUNNING, tally), "Reader")
    assert content.progress is not None
    assert content.progress.words == "7 of 9 pages · document 2 of 2: act.pdf"


def test_why_it_paused_by_itself() -> None:
    error = EngineKeepsFailing(reason="The card is gone.")
    content = run_content(Run(1, "", PLAN, RunState.PAUSED, FAR, error=error), "Reader")
    assert content.said is not None
    assert "The card is gone." in content.said[1]


def test_nothing_is_told_of_before_it_begins() -> None:
    content = run_content(Run(1, "Named", PLAN, RunState.QUEUED), "Reader")
    assert (content.title, content.badge, content.lines[1]) == ("Named", "Waits for its turn", "")
    assert [button.key for button in content.buttons] == ["cancel"]


@pytest.mark.parametrize(
    ("paths", "name"),
    [
        ((), ""),
        (("/a/lease.pdf",), "lease.pdf"),
        (("/a/lease.pdf", "/a/b/act.pdf"), "a"),
        (("/a/b/act.pdf", "/c/lease.pdf", "/d/x.pdf"), "act.pdf and 2 more"),
        (("/one.pdf", "/two.pdf"), "one.pdf and 1 more"),
    ],
)
def test_what_a_run_is_called(paths: tuple[str, ...], name: str) -> None:
    assert name_of_files(paths) == name
