"""Labelled questions in other words: the rewordings beside this script joined with the labels of the originals.

    python make_questions.py QUESTIONS.jsonl OUT.jsonl

A question ``d0000`` becomes ``d0000-r1`` and ``d0000-r2``; everything but its id and its words stays.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

REWORDED = Path(__file__).with_name("reworded.jsonl")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Ask the labelled questions in other words.")
    parser.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl", help="the labelled questions")
    parser.add_argument("out", type=Path, metavar="OUT.jsonl", help="the file to write")
    options = parser.parse_args(arguments)
    rewordings = {record["id"]: record["questions"] for record in read_lines(REWORDED)}
    joined = list(join(read_lines(options.questions), rewordings))
    options.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in joined), encoding="utf-8")
    print(f"{len(joined)} questions")
    return 0


def join(originals: Iterable[dict[str, Any]], rewordings: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Each rewording of each original with the original's labels; originals without rewordings are left out."""
    for original in originals:
        for number, words in enumerate(rewordings.get(original["id"], ()), 1):
            yield original | {"id": f"{original['id']}-r{number}", "question": words}


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    raise SystemExit(main())
