"""A block that takes too long is told of once; those that do not are left alone, however many there are."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from quizglass.documents.time_limit import TimeLimit

_LONG_S, _SHORT_S = 60.0, 0.02


class Acts:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.count = 0
        self.happened = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self.happened.set()


@pytest.fixture
def acts() -> Acts:
    return Acts()


@pytest.fixture
def limit(acts: Acts) -> Iterator[TimeLimit]:
    made = TimeLimit(acts)
    yield made
    made.close()


def test_a_block_that_takes_too_long(limit: TimeLimit, acts: Acts) -> None:
    with limit.within(_SHORT_S):
        assert acts.happened.wait(_LONG_S)
    assert limit.passed
    assert acts.count == 1


def test_blocks_in_time(limit: TimeLimit, acts: Acts) -> None:
    for _ in range(1000):
        with limit.within(_LONG_S):
            pass
    assert not limit.passed
    assert acts.count == 0


def test_a_short_block_after_a_long_one(limit: TimeLimit, acts: Acts) -> None:
    with limit.within(_LONG_S):
        pass
    with limit.within(_SHORT_S):
        assert acts.happened.wait(_LONG_S / 2), "the end of the long one is not waited for"


def test_after_one_took_too_long_the_next_has_its_own_time(limit: TimeLimit, acts: Acts) -> None:
    for round_ in (1, 2):
        acts.happened.clear()
        with limit.within(_SHORT_S):
            assert acts.happened.wait(_LONG_S)
        assert acts.count == round_
    with limit.within(_LONG_S):
        pass
    assert not limit.passed


def test_it_ends_while_a_fault_passes_through(limit: TimeLimit, acts: Acts) -> None:
    with pytest.raises(ValueError, match="wrong"), limit.within(_SHORT_S):
        raise ValueError("wrong")
    with limit.within(_LONG_S):
        assert not acts.happened.wait(5 * _SHORT_S)


def test_its_thread_goes_with_it(acts: Acts) -> None:
    before = set(threading.enumerate())
    limit = TimeLimit(acts)
    with limit.within(_LONG_S):
        own = set(threading.enumerate()) - before
    limit.close()
    assert len(own) == 1
    for thread in own:
        thread.join(_LONG_S)
        assert not thread.is_alive()
