"""``--temperature`` and what belongs to it: answers of which chance chooses the words."""

from __future__ import annotations

import argparse
import dataclasses

from quizglass.cli import values
from quizglass.errors import UsageError
from quizglass.i18n import tr
from quizglass.sampling import HOTTEST, Sampling
from quizglass.settings import Settings

_LEAST_SHARE = 0.01
_MOST_TOKENS = 1_000_000
_MOST_SEED = 2**63 - 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--temperature",
        metavar="T",
        help=tr("how freely a model chooses its words, up to {most}; 0: always the likeliest").format(
            most=f"{HOTTEST:g}"
        ),
    )
    parser.add_argument("--top-p", metavar="P", help=tr("choose from the likeliest words that make up this share"))
    parser.add_argument("--top-k", metavar="K", help=tr("choose from so many of the likeliest words"))
    parser.add_argument("--seed", metavar="N", help=tr("the same number chooses the same words again"))


def of(options: argparse.Namespace, settings: Settings) -> Sampling | None:
    """What was typed, over what the settings say; None when nothing is left to chance.

    Raises:
        UsageError: a number makes no sense, or there is nothing that it could be about.
    """
    sampling = settings.drawn
    if options.temperature is not None:
        temperature = values.number(options.temperature, 0.0, HOTTEST)
        sampling = dataclasses.replace(sampling or Sampling(), temperature=temperature) if temperature > 0 else None
    if sampling is None:
        if any(typed is not None for typed in (options.top_p, options.top_k, options.seed)):
            raise UsageError(reason=tr("--top-p, --top-k and --seed need a --temperature above 0."))
        return None
    if options.top_p is not None:
        sampling = dataclasses.replace(sampling, top_p=values.number(options.top_p, _LEAST_SHARE, 1.0))
    if options.top_k is not None:
        sampling = dataclasses.replace(sampling, top_k=values.count(options.top_k, 1, _MOST_TOKENS))
    if options.seed is not None:
        sampling = dataclasses.replace(sampling, seed=values.count(options.seed, 0, _MOST_SEED))
    return sampling
