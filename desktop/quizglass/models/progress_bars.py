"""The bars that transformers would draw on stderr, turned into progress and a place to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from transformers.utils import logging as transformers_logging

from quizglass.cancellation import CancelToken


@contextmanager
def reporting(progress: Callable[[float], None], cancel: CancelToken) -> Iterator[None]:
    """Bars that transformers draws on stderr report to ``progress`` and look at ``cancel``."""

    def bar(_factory: object, args: tuple[Any, ...], kwargs: dict[str, Any]) -> _Bar:
        return _Bar(args[0] if args else kwargs.get("iterable", ()), progress, cancel)

    previous = transformers_logging.set_tqdm_hook(bar)
    try:
        yield
    finally:
        transformers_logging.set_tqdm_hook(previous)


class _Bar:
    """What transformers needs of a bar: it is iterated once over the weights."""

    def __init__(self, items: Iterable[Any], progress: Callable[[float], None], cancel: CancelToken) -> None:
        self._items = list(items)
        self._progress = progress
        self._cancel = cancel

    def __iter__(self) -> Iterator[Any]:
        for done, item in enumerate(self._items):
            self._cancel.raise_if_cancelled()
            self._progress(done / len(self._items))
            yield item
