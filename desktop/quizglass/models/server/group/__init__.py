"""Several servers as one engine: questions go where there is room, a lost server's go to the others."""

from __future__ import annotations
