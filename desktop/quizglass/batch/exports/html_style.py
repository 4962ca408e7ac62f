"""How the page of answers looks: as light or dark as the reader's system, and black on white on paper."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2433; --quiet: #5a6478; --line: #d5dbe6; --band: #eef2f9;
  --link: #1f4fbf; --found: #10653a; --failed: #a3261d; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161a22; --ink: #e6e9f0; --quiet: #a4adbf; --line: #343c4c; --band: #222937; --link: #8fb3ff;
    --found: #7fd6a3; --failed: #ff9d94; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 1500px; margin: 0 auto; padding: 24px; overflow-x: auto; }
h1 { font-size: 1.5em; margin: 0 0 16px; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
thead th { position: sticky; top: 0; background: var(--paper); box-shadow: inset 0 -2px var(--line); }
th, td { padding: 8px 10px; text-align: start; vertical-align: top; }
td { border-top: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.file th { background: var(--band); font-size: 1.05em; padding-top: 12px; overflow-wrap: anywhere; }
small { display: block; color: var(--quiet); font-weight: normal; font-size: .85em; }
a { color: var(--link); }
.page, .confidence, .seconds { text-align: end; font-variant-numeric: tabular-nums; }
.question { width: 20%; }
.answer { width: 22%; }
.evidence_text { width: 30%; }
td.answer { font-weight: 600; }
td.evidence_text, td.seconds, td.confidence, td.model { color: var(--quiet); }
.found td.status { color: var(--found); }
.failed td.status { color: var(--failed); }
.model, .status { min-width: 7em; }
img { display: block; max-width: 100%; height: auto; margin-top: 6px; border: 1px solid var(--line); background: #fff; }
p { color: var(--quiet); }
@page { size: landscape; margin: 12mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --band: #f2f2f2; --link: #000; --found: #000;
    --failed: #000; }
  body { font-size: 9pt; }
  main { max-width: none; padding: 0; overflow: visible; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr, img { break-inside: avoid; }
  .file { break-after: avoid; }
  a { text-decoration: none; }
}
"""
