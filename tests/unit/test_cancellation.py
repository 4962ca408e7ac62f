"""A token that is set once and seen everywhere."""

from __future__ import annotations

import pytest

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled


def test_a_cancel_within_the_block_is_told() -> None:
    token, told = CancelToken(), []
    with token.watched(lambda: told.append("cancelled")):
        token.cancel()
        token.cancel()
    assert told == ["cancelled"]


def test_a_cancel_after_the_block_is_not_told() -> None:
    token, told = CancelToken(), []
    with token.watched(lambda: told.append("cancelled")):
        pass
    token.cancel()
    assert told == []


def test_a_cancel_before_the_block_is_told_at_once() -> None:
    token, told = CancelToken(), []
    token.cancel()
    with token.watched(lambda: told.append("cancelled")):
        assert told == ["cancelled"]


def test_raises_once_cancelled() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    token.cancel()
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()
