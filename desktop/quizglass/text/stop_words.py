"""Words that carry no meaning of their own in a question or a sentence, English and Russian, folded."""

from __future__ import annotations

_ENGLISH = """
a an the of in on at to for by from with without as is are was were be been being am do does did done has have had
it its this that these those there here and or but not no nor if than then so such into onto about over under
what which who whom whose when where why how please tell me give show find us you your my our their his her
i he she they we can could would should shall will may might must any some all each per s t
"""
_RUSSIAN = """
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее мне было вот от меня еще нет о из
ему когда ли если или ни быть был него до вас уж там потом себя ей они тут где есть надо ней для мы тебя их чем была
сам без будто чего раз тоже себе под будет ж кто этот того потому этого какой какая какое какие каков какова каково
каковы каком какого какую какими каким какому каких какими сколько чему чья чей чье чьи ком кем кого кому куда
откуда почему зачем при об это эта эти этом этой этих нем нее ним них который которая которое которые которого которой
которых которым является являются назовите укажите скажите покажите найдите дайте пожалуйста
"""

STOP_WORDS: frozenset[str] = frozenset(_ENGLISH.split()) | frozenset(_RUSSIAN.split())


def is_stop_word(token: str) -> bool:
    """True for a folded word without a meaning of its own."""
    return token in STOP_WORDS
