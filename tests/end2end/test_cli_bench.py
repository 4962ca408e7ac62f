"""``quizglass bench`` for a person and for a script."""

from __future__ import annotations

import json
from typing import Any


def test_bench_for_a_script(quizglass: Any) -> None:
    done = quizglass("bench", "--model", "built-in", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["model"] == "built-in"
    assert 0 < report["first_text_s"] <= report["answer_s"]


def test_bench_for_a_person(quizglass: Any) -> None:
    done = quizglass("bench")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "built-in (CPU)"
    assert any(line.split() == ["tokens", "a", "second", "-"] for line in lines), "it says its answers at once"


def test_bench_of_a_model_that_is_not_there(quizglass: Any) -> None:
    done = quizglass("bench", "--model", "no-such-model")
    assert done.returncode == 3
    assert "no-such-model" in done.stderr
