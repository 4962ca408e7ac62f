"""Who is served first: the newest urgent request, then the background; and one worker always stays for the urgent."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from hypothesis import given
from hypothesis import strategies as st

from quizglass.documents.request_queue import Job, RequestQueue
from quizglass.documents.requests import OpenDocument
from quizglass.pages import DocumentSource


def job(name: str, *, urgent: bool = True) -> Job:
    return Job(OpenDocument(DocumentSource(name)), Future(), urgent)


def taken(queue: RequestQueue, rank: int = 0) -> str:
    found = queue.take(rank)
    assert found is not None
    queue.done(found)
    return found.request.source.path


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), min_size=1, max_size=12))
def test_urgent_newest_first_then_background_in_order(wanted: list[tuple[int, bool]]) -> None:
    queue = RequestQueue(1)
    for number, urgent in wanted:
        queue.put(job(str(number), urgent=urgent))
    urgent_ones = [str(number) for number, urgent in wanted if urgent]
    others = [str(number) for number, urgent in wanted if not urgent]
    assert [taken(queue) for _ in wanted] == urgent_ones[::-1] + others


def test_a_cancelled_request_is_passed_over() -> None:
    queue = RequestQueue(1)
    jobs = [job(name) for name in "abc"]
    for one in jobs:
        queue.put(one)
    jobs[2].future.cancel()
    jobs[0].future.cancel()
    assert taken(queue) == "b"


def test_one_worker_is_left_for_urgent_requests() -> None:
    queue = RequestQueue(2)
    for name in "xy":
        queue.put(job(name, urgent=False))
    first = queue.take(1)
    assert first is not None
    got: list[str] = []
    other = threading.Thread(target=lambda: got.append(taken(queue, 0)))
    other.start()
    queue.put(job("now"))
    other.join(timeout=5)
    assert got == ["now"]
    queue.done(first)
    assert taken(queue, 1) == "y"


def test_an_urgent_request_goes_to_the_first_idle_worker() -> None:
    queue = RequestQueue(2)
    got: list[int] = []
    threads = []
    ready = threading.Barrier(3)

    def serve(rank: int) -> None:
        ready.wait()
        if queue.take(rank) is not None:
            got.append(rank)

    for rank in (1, 0):
        threads.append(threading.Thread(target=serve, args=(rank,)))
        threads[-1].start()
    ready.wait()
    while queue.idle != {0, 1}:
        pass
    queue.put(job("a"))
    threads[1].join(timeout=5)
    assert got == [0]
    queue.close()
    threads[0].join(timeout=5)
    assert got == [0]


def test_closing_gives_back_what_waits_and_lets_everyone_go() -> None:
    queue = RequestQueue(2)
    waiting = [job("a"), job("b", urgent=False)]
    for one in waiting:
        queue.put(one)
    assert queue.close() == waiting
    assert not queue.put(job("late"))
    assert queue.take(0) is None
    assert not queue.wait_until_crowded()
