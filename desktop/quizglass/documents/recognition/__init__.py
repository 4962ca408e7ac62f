"""Reading words from pictures of pages (OCR). Runs in the reading worker only, but for what says it is cheap."""

from __future__ import annotations

import os

# onnxruntime, from 1.32, sends what it is used for to its maker some seconds after a start, unless it finds this when
# it is imported; its own function for turning that off comes too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
