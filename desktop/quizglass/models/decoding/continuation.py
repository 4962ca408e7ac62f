"""What a model says after a prompt whose beginning it has taken in before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.models.decoding.language_model import LanguageModel, fork
from quizglass.models.decoding.loop import Decoded, Ending, Limits, decode, prefill


def go_on(
    language: LanguageModel,
    taken_in: DynamicCache,
    position: int,
    ids: Sequence[int],
    limits: Limits,
    *,
    on_token: Callable[[int], None],
    cancel: CancelToken,
) -> Decoded:
    """Tokens after ``taken_in`` and the rest of the prompt, ``ids``, whose first stands at ``position``.

    ``taken_in`` stays as it is. A cancel ends the answer, `Cancelled` is never raised.
    """
    with torch.inference_mode():
        cache = fork(taken_in)
        positions = language.text_positions(position, len(ids))
        embeddings = language.embed(torch.tensor([list(ids)], device=language.device))
        try:
            hidden = prefill(language, embeddings, positions, cache, cancel)
        except Cancelled:
            return Decoded(ending=Ending.STOPPED)
        return decode(language, hidden, position + len(ids), cache, limits, on_token=on_token, cancel=cancel)
