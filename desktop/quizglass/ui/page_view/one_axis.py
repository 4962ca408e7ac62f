"""Scrolling along one axis: how far, and within which limits. No Qt."""

from __future__ import annotations

COMFORT = 0.12
"""The share of the viewport at its edges where something shown on request would stand too close to the edge."""


def within(value: float, low: int, high: int) -> int:
    """The nearest whole offset between the limits; what is smaller than the viewport is centred."""
    return min(max(low, round(value)), high) if high > low else low + (high - low) // 2


def comfortable(low: float, high: float, room: float) -> float:
    """How far to scroll along one axis for low..high to stand in sight; what is too long shows its beginning."""
    edge = COMFORT * room
    span = high - low
    if low >= edge and high <= room - edge:
        return 0.0
    if span > room - 2 * edge:
        return low - max(0.0, (room - span) / 2)
    # Slightly above the middle: what follows a found place is read more often than what stands before it.
    return (low + high) / 2 - 0.42 * room


def hidden(low: float, high: float, room: float) -> float:
    """How far to scroll for all of low..high to be in sight; 0 where it is, or is too long."""
    if high - low > room:
        return 0.0
    return min(0.0, low) or max(0.0, high - room)
