"""Answers that are nothing but JSON with boxes: for a person, what stands in the boxes is the answer.

Qwen2.5-VL and Qwen3-VL answer "where is the total?" so, although nobody asked for JSON.
"""

from __future__ import annotations

import json
import re

_FENCE = "```json"
_LABEL = re.compile(r'"label"\s*:\s*("(?:[^"\\]|\\.)*")')


def may_be_json(text: str) -> bool:
    """True while streamed ``text`` may turn out to be JSON: it is not shown before that is known."""
    begun = text.lstrip()
    return begun.startswith((_FENCE, "[", "{")) or _FENCE.startswith(begun)


def labels(text: str) -> str:
    """The labels of the boxes in ``text``, each once; "" when there are none."""
    try:
        found = [str(json.loads(quoted)) for quoted in _LABEL.findall(text)]
    except ValueError:  # an escape that JSON does not know
        return ""
    return "; ".join(dict.fromkeys(label for label in found if label.strip()))
