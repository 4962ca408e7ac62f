"""Time to the first visible page of a 1,000-page PDF, in one run beside the viewers that are installed.

``python -m pytest -m benchmark tests/benchmarks/test_first_paint.py -s``. Needs Xvfb and the measuring script that
comes with the shared material; prints seconds and peak memory, and asserts only that the page came.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
MEASURE = ROOT.parent / "shared" / "tools" / "first_paint.py"
PEERS = ("okular", "evince", "qpdfview")


@pytest.fixture
def thousand_pages(tmp_path: Path) -> Path:
    """Text on every page; the first shows the magenta block that the script looks for."""
    document = pymupdf.open()
    text = "Every page of the register is read, counted, and put back in its box. " * 40
    for number in range(1000):
        page = document.new_page(width=595, height=842)
        if number == 0:
            page.draw_rect(pymupdf.Rect(100, 150, 450, 450), color=None, fill=(1, 0, 1))
        page.insert_textbox(pymupdf.Rect(50, 50, 545, 800), f"Page {number + 1}. {text}", fontsize=10)
    path = tmp_path / "thousand.pdf"
    document.save(path)
    return path


def test_first_page_beside_other_viewers(thousand_pages: Path) -> None:
    if not MEASURE.exists() or shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb and the measuring script")
    commands = [f"quizglass={sys.executable} -m quizglass {{pdf}}"]
    commands += [f"{peer}={peer} {{pdf}}" for peer in PEERS if shutil.which(peer)]
    done = subprocess.run(
        [sys.executable, MEASURE, "-n", "7", thousand_pages, *commands], capture_output=True, text=True, check=True
    )
    print("\n" + done.stdout)
    medians = {name: float(s) for name, s in re.findall(r"^(\w+) .*?median ([\d.]+)", done.stdout, re.MULTILINE)}
    for peer in medians.keys() & set(PEERS):
        print(f"quizglass / {peer}: {medians['quizglass'] / medians[peer]:.2f}")
    assert "quizglass" in medians
