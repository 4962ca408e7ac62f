"""Pages a minute of `quizglass batch` over one server and over two: prints a table.

    python tests/benchmarks/servers/pages_a_minute.py [--pages N] [--seconds S] [--together N]

The servers are real HTTP servers in processes of their own that take ``--seconds`` for an answer and work on
``--together`` of them at once, as a card does; so the processor of this computer is not what is measured, as long as it
can draw the pages.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pymupdf

MODEL = "slowed"


def serve(seconds: float, together: int) -> None:
    """Be a server until standard input ends; its port is the first line that is printed."""
    places = threading.Semaphore(together)
    answer = {"message": {"role": "assistant", "content": "481.20"}, "index": 0, "finish_reason": "stop"}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.reply({"object": "list", "data": [{"id": MODEL}]})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            with places:
                time.sleep(seconds)
            self.reply({"choices": [answer]})

        def reply(self, record: object) -> None:
            data = json.dumps(record).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


@contextmanager
def served(seconds: float, together: int) -> Iterator[str]:
    command = [sys.executable, __file__, "--serve", "--seconds", str(seconds), "--together", str(together)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
        process.stdin.close()


def make_pages(file: Path, pages: int) -> None:
    lines = "\n".join(f"{number}. Delivered as ordered, to be paid within 30 days" for number in range(1, 45))
    with pymupdf.open() as document:
        for page in range(pages):
            document.new_page().insert_text((72, 72), f"Invoice {page}\nTotal: 481.20 EUR\n{lines}")
        document.save(file)


def quizglass(folder: Path, *arguments: object) -> None:
    command = [sys.executable, "-m", "quizglass", *map(str, arguments)]
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
    subprocess.run(command, env=os.environ | homes, check=True, capture_output=True)


def measured(addresses: list[str], parallel: int, pages: int) -> tuple[float, Counter[str]]:
    """Pages a minute from the command to the finished CSV, and how many each server answered."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_pages(folder / "pages.pdf", pages)
        for number, address in enumerate(addresses):
            quizglass(folder, "models", "add-server", address, "--id", f"s{number}", "--parallel", parallel)
        begun = time.monotonic()
        arguments = ("--question", "What is the total?", "--model", "all-servers", "--out", folder / "out.csv")
        quizglass(folder, "batch", folder / "pages.pdf", *arguments)
        seconds = time.monotonic() - begun
        with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["done"] * pages
    return 60.0 * pages / seconds, Counter(row["model"] for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Pages a minute over one server and over two")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--together", type=int, default=4)
    parser.add_argument("--serve", action="store_true", help="be a server")
    options = parser.parse_args()
    if options.serve:
        serve(options.seconds, options.together)
        return
    fast = (options.seconds, options.together)
    slow = (2 * options.seconds, options.together)
    runs = [
        ("one server, one page at a time", [fast], 1),
        (f"one server, {options.together} pages at once", [fast], options.together),
        (f"two servers, {options.together} pages at once each", [fast, fast], options.together),
        ("two servers, the second half as fast", [fast, slow], options.together),
    ]
    for name, kinds, parallel in runs:
        most = sum(60.0 * min(parallel, together) / seconds for seconds, together in kinds)
        with ExitStack() as stack:
            addresses = [stack.enter_context(served(*kind)) for kind in kinds]
            rate, by = measured(addresses, parallel, options.pages)
        shares = ", ".join(f"{server} {count}" for server, count in sorted(by.items()))
        print(f"| {name} | {rate:.1f} | {most:.0f} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
