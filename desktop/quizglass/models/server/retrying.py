"""Trying again what failed for a reason that passes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from quizglass.errors import AppError
from quizglass.models.server.patience import Patience

T = TypeVar("T")


class TryAgain(Exception):
    """The same request may do better later. ``error`` is what to say when it never does.

    ``after_s`` is what the server asked to wait, None when it did not say.
    """

    def __init__(self, error: AppError, after_s: float | None = None) -> None:
        super().__init__(error.code)
        self.error = error
        self.after_s = after_s


async def with_patience(attempt: Callable[[], Awaitable[T]], patience: Patience) -> T:
    """The result of ``attempt``, repeated with growing delays while it raises `TryAgain`.

    Raises:
        AppError: what the last try said, when none succeeded.
    """
    failed = 0
    while True:
        try:
            return await attempt()
        except TryAgain as again:
            failed += 1
            if failed >= patience.tries:
                raise again.error from again
            wait_s = patience.delay_s(failed) if again.after_s is None else again.after_s
        await asyncio.sleep(wait_s)
