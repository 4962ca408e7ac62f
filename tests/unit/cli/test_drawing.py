"""What is typed of chance, over what the settings say."""

from __future__ import annotations

import argparse
import re

import pytest

from quizglass.cli import drawing
from quizglass.errors import UsageError
from quizglass.sampling import Sampling
from quizglass.settings import Settings

BY_CHANCE = Settings(sampling=True, temperature=0.5, top_p=0.8)


def typed(line: str, settings: Settings | None = None) -> Sampling | None:
    parser = argparse.ArgumentParser()
    drawing.add_arguments(parser)
    return drawing.of(parser.parse_args(line.split()), settings or Settings())


def test_nothing_is_left_to_chance_unless_it_is_asked_for() -> None:
    assert typed("") is None
    assert typed("--temperature 0") is None
    assert typed("--temperature 0", BY_CHANCE) is None


def test_what_is_typed_goes_before_the_settings() -> None:
    assert typed("--temperature 1.2") == Sampling(1.2)
    assert typed("--temperature 1.2 --top-p 0.5 --top-k 40 --seed 7") == Sampling(1.2, 0.5, 40, 7)
    assert typed("", BY_CHANCE) == Sampling(0.5, 0.8)
    assert typed("--seed 3", BY_CHANCE) == Sampling(0.5, 0.8, seed=3)
    assert typed("--temperature 1", BY_CHANCE) == Sampling(1.0, 0.8)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--temperature warm", "from 0 to 2.*warm"),
        ("--temperature 3", "from 0 to 2"),
        ("--temperature -1", "from 0 to 2"),
        ("--temperature nan", "from 0 to 2"),
        ("--temperature 1 --top-p 0", "from 0.01 to 1"),
        ("--temperature 1 --top-p 1,5", "from 0.01 to 1"),
        ("--temperature 1 --top-k 0", "whole number from 1"),
        ("--temperature 1 --seed 1.5", "whole number from 0"),
        ("--seed 3", "need a --temperature"),
        ("--top-p 0.9 --temperature 0", "need a --temperature"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(line: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed(line)
    assert re.search(words, str(refused.value.params["reason"]))
