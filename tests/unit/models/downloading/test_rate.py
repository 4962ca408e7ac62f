from __future__ import annotations

import pytest

from quizglass.models.downloading.rate import Rate


def test_nothing_is_told_before_it_can_be() -> None:
    first = Rate(1000).progress(0, now=5.0)
    assert (first.bytes_per_s, first.seconds_left, first.share) == (0.0, None, 0.0)


def test_speed_and_time_left() -> None:
    rate = Rate(1000)
    rate.progress(0, now=0.0)
    told = rate.progress(200, now=2.0)
    assert told.bytes_per_s == pytest.approx(100)
    assert told.seconds_left == pytest.approx(8)


def test_only_the_last_seconds_count() -> None:
    rate = Rate(10_000)
    for second in range(100):
        rate.progress(second, now=float(second))
    for second in range(100, 112):
        told = rate.progress(99 + 50 * (second - 99), now=float(second))
    assert told.bytes_per_s == pytest.approx(50, rel=0.15)


def test_a_file_that_begins_again_has_no_speed_at_first() -> None:
    rate = Rate(1000)
    rate.progress(0, now=0.0)
    rate.progress(500, now=1.0)
    assert rate.progress(100, now=2.0).seconds_left is None
