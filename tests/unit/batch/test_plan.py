"""A plan says which pages are asked and what an answer depends on, and survives being written down."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.batch.plan import Plan, PlannedQuestion, from_json, to_json
from quizglass.geometry import PageRect

SIDE = st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)).map(sorted)
REGIONS = st.tuples(SIDE, SIDE).map(lambda sides: PageRect(sides[0][0], sides[1][0], sides[0][1], sides[1][1]))
QUESTIONS = st.builds(PlannedQuestion, st.text(), st.none() | REGIONS)
PLANS = st.builds(
    Plan,
    # All characters: odd bytes in names of files come as surrogates.
    files=st.lists(st.text(st.characters()), max_size=3).map(tuple),
    questions=st.lists(QUESTIONS, max_size=3).map(tuple),
    pages=st.lists(st.integers(0, 50), unique=True, max_size=8).map(tuple),
    which=st.sampled_from(["all", "odd", "even"]),
    backwards=st.booleans(),
    model=st.text(),
    language=st.sampled_from(["", "en", "ru"]),
)


@given(PLANS)
def test_what_is_written_is_read(plan: Plan) -> None:
    assert from_json(json.loads(json.dumps(to_json(plan)))) == plan


@pytest.mark.parametrize("broken", [{}, {"files": 1}, {"files": [], "questions": [{}]}, {"files": [], "which": "some"}])
def test_what_is_no_plan_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a plan"):
        from_json(broken)


@given(PLANS, st.integers(0, 40))
def test_pages_are_of_the_file_and_chosen(plan: Plan, count: int) -> None:
    pages = plan.pages_of(count)
    assert len(set(pages)) == len(pages)
    assert set(pages) <= set(range(count))
    if plan.pages:
        assert set(pages) <= set(plan.pages)
        assert plan.absent_of(count) == len([page for page in plan.pages if page not in range(count)])


def test_people_count_from_one() -> None:
    plan = Plan((), (), which="odd")
    assert [page + 1 for page in plan.pages_of(5)] == [1, 3, 5]
    assert [page + 1 for page in Plan((), (), which="even", backwards=True).pages_of(5)] == [4, 2]
    assert Plan((), (), pages=(4, 0), backwards=True).pages_of(5) == (0, 4)


def test_a_key_is_of_what_is_asked() -> None:
    plan, asked = Plan((), ()), PlannedQuestion("What?")
    others = [
        plan.key(PlannedQuestion("What ?")),
        plan.key(PlannedQuestion("What?", PageRect(0, 0, 1, 0.5))),
        Plan((), (), model="tiny").key(asked),
        Plan((), (), language="ru").key(asked),
    ]
    assert len({plan.key(asked), *others}) == 5
    assert Plan(("a.pdf",), (asked,), pages=(1,), backwards=True).key(asked) == plan.key(asked)
