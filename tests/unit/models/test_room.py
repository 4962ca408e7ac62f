"""Keys and values of an answer: copied once a page, never stale, never written into the page's own."""

from __future__ import annotations

import gc
import weakref

import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import DynamicCache

from quizglass.models.decoding.room import Room

LAYERS, HEADS, SIZE = 2, 2, 4


def page(length: int, value: float) -> DynamicCache:
    cache = DynamicCache()
    for layer in range(LAYERS):
        cache.update(*(torch.full((1, HEADS, length, SIZE), value + layer) for _ in range(2)), layer)
    return cache


def asked(room: Room, cache: DynamicCache, known: int, said: int) -> bool:
    """Begin and write ``said`` tokens of 99 after it; True when the room was made anew."""
    made = room.begin(cache, known, said)
    for layer in range(LAYERS):
        room.write(layer, *(torch.full((1, HEADS, said, SIZE), 99.0) for _ in range(2)))
    room.advance(said)
    return made


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(1, 40)), min_size=1, max_size=8))
def test_a_room_holds_what_was_taken_in_whatever_came_before(questions: list[tuple[int, int, int]]) -> None:
    pages = [page(31, 10.0 * number) for number in range(3)]
    room = Room()
    for number, known, said in questions:
        asked(room, pages[number], known, said)
        assert room.length == known + said
        for layer, (keys, values) in enumerate(zip(room.keys, room.values, strict=True)):
            for held in (keys, values):
                assert torch.all(held[:, :, :known] == 10.0 * number + layer)
                assert torch.all(held[:, :, known : known + said] == 99.0)
        for own, cache in enumerate(pages):
            assert all(torch.all(part.keys == 10.0 * own + layer) for layer, part in enumerate(cache.layers))


def test_a_room_is_made_once() -> None:
    room, first, second = Room(), page(100, 1.0), page(90, 2.0)
    assert asked(room, first, 100, 20)
    assert not asked(room, second, 90, 30)
    assert not asked(room, first, 100, 40)
    assert asked(room, first, 100, 400)


def test_a_room_does_not_keep_a_page_alive() -> None:
    room, cache = Room(), page(5, 1.0)
    room.begin(cache, 5, 5)
    held = weakref.ref(cache.layers[0].keys)
    del cache
    gc.collect()
    assert held() is None
