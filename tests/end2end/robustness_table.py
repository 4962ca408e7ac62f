"""Run ``quizglass ask`` as a process on every file of a folder and print what came of each.

python tests/end2end/robustness_table.py FOLDER [QUESTION]
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

LIMIT_S = 60


def main(folder: Path, question: str) -> int:
    codes: Counter[int] = Counter()
    slowest = 0.0
    for file in sorted(path for path in folder.iterdir() if path.suffix != ".jsonl"):
        started = time.monotonic()
        command = [sys.executable, "-m", "quizglass", "ask", str(file), question, "--json"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=LIMIT_S, check=False)
        seconds = time.monotonic() - started
        slowest = max(slowest, seconds)
        codes[done.returncode] += 1
        print(
            f"{done.returncode:>3} {seconds:6.2f} s  {file.name[:50]:<50}  {(done.stderr or done.stdout).strip()[:110]}"
        )
    print(", ".join(f"{count} x {code}" for code, count in sorted(codes.items())), f"slowest {slowest:.1f} s", sep="; ")
    return 0 if set(codes) <= {0, 1, 4, 5, 6} else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "What is the total?"))
