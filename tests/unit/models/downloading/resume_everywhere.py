"""Goes on with downloads that were killed at many different bytes, and compares what comes out of each.

    python resume_everywhere.py PUBLISHED FOLDER REPOSITORY COMMIT FILE...     (with HF_ENDPOINT, and not offline)

A process of its own, as the one that downloads is: the libraries read once, when they are imported, where to go.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from quizglass.models.downloading import hub_worker
from quizglass.models.downloading import plan as plans
from quizglass.models.downloading.hub import Hub
from quizglass.models.downloading.plan import PARTIAL, Plan

PLACES = 10


def cuts(size: int) -> list[int]:
    """Bytes at which a file of ``size`` was cut: the ends, around chunks, and all over it."""
    spread = [size * number // PLACES for number in range(1, PLACES)]
    return sorted({1, 2, size - 1, size, *spread, *(n for n in (2**18 - 1, 2**18, 2**18 + 1) if n < size)})


def leave(folder: Path, published: Path, plan: Plan, cut_file: str, cut: int, *, spoilt: bool) -> None:
    """What a kill leaves when ``cut`` bytes of one file have come and all smaller files are whole."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    plans.write_state(folder, plan)
    for file in plan.files:
        content = (published / file.name).read_bytes()
        if file.name == cut_file:
            begun = bytearray(content[:cut])
            begun[cut // 2] ^= spoilt
            (folder / (file.name + PARTIAL)).write_bytes(begun)
            return
        (folder / file.name).write_bytes(content)


def main(published: Path, folder: Path, repository: str, commit: str, *names: str) -> None:
    request = {"catalog": "tiny", "repository": repository, "revision": commit, "folder": str(folder)}
    request |= {"sha256": {}, "elsewhere": {}}
    revision, listed = Hub(repository, commit).files()
    plan = Plan("tiny", repository, revision, plans.wanted(listed))
    for name in names:
        for number, cut in enumerate(cuts((published / name).stat().st_size)):
            leave(folder, published, plan, name, cut, spoilt=number % 5 == 4)
            hub_worker.run(request, lambda *_, **__: None)
            for file in plan.files:
                assert (folder / file.name).read_bytes() == (published / file.name).read_bytes(), (file.name, cut)
            assert not list(folder.glob(f"*{PARTIAL}"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
