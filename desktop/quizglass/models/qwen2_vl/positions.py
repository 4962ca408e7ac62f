"""Multimodal RoPE positions of a prompt that begins with text and one picture."""

from __future__ import annotations

import torch


def prefix_positions(before: int, rows: int, columns: int, after: int) -> tuple[torch.Tensor, int]:
    """Positions of ``before`` text tokens, a picture of ``rows`` x ``columns`` tokens and ``after`` text tokens.

    Text advances all three rows (time, height, width) together. A picture stands still in time and counts its
    rows and columns from where it begins; the text after it goes on beyond its longer side.

    Returns:
        (3, 1, n) positions, and the position of the token that comes next.
    """
    lead = torch.arange(before).expand(3, -1)
    height = torch.arange(rows).view(-1, 1).expand(rows, columns).reshape(1, -1)
    width = torch.arange(columns).expand(rows, columns).reshape(1, -1)
    picture = torch.cat([torch.zeros_like(height), height, width]) + before
    resumed = before + max(rows, columns)
    tail = torch.arange(resumed, resumed + after).expand(3, -1)
    return torch.cat([lead, picture, tail], dim=1).unsqueeze(1), resumed + after
