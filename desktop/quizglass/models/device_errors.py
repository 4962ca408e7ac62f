"""What computing raises, in the program's own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from quizglass.errors import DeviceError, OutOfMemory, QuestionTooLong
from quizglass.models.decoding.context import ContextFull

_NO_CPU_MEMORY = ("can't allocate memory", "not enough memory", "Cannot allocate memory")


def is_out_of_memory(error: BaseException) -> bool:
    """True for every form of it: the card's, the processor's, Python's own."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_CPU_MEMORY)


@contextmanager
def in_our_words(model: str) -> Iterator[None]:
    """Raise `OutOfMemory`, `DeviceError` or `QuestionTooLong` for what comes; ``model`` is the model's name."""
    try:
        yield
    except ContextFull as error:
        raise QuestionTooLong(model=model) from error
    except (MemoryError, RuntimeError) as error:
        if is_out_of_memory(error):
            free_unused()
            raise OutOfMemory(model=model) from error
        if isinstance(error, torch.AcceleratorError):
            raise DeviceError(model=model) from error
        raise


def free_unused() -> None:
    """Give the card's memory that holds nothing back to the driver."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
