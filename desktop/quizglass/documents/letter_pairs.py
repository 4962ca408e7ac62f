"""How well a run of letters fits any European language: which letters follow which, learnt once, kept as digits.

Each digit is the frequency of a pair of letters on a scale of logarithms (0: never, 9: in every second word), a row a
first letter, a column a second; the blank before and after a word counts as a letter. Counted over the translated
messages of 36 programs of GNU, GNOME, KDE and Debian (each distinct word once, by the logarithm of its count), in 36
languages in Latin letters and 10 in Cyrillic ones, each weighted alike but English and Russian four times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_LATIN_LETTERS: Final = " abcdefghijklmnopqrstuvwxyz"
_LATIN: Final = """
087777776757777784787675456
856775565756878464878664355
462216003631512510532511030
570416007725413600535500044
772157124722434630543533034
865675564656778453887554545
450015422621402600433401030
761226144633424510544623030
661126210632423611425522030
875767564456768754777563446
560026000402213500133510001
671226114624523710555630031
673357342744644630256633051
675127124722353650243511031
873677574755445621367642053
755665453556668563776565235
571326124612513650745500020
330022000300200200101500000
784558454845565742566643044
873637336736544662368643044
882328336834434720756743254
765555353545667553666442244
471107001622304500331410042
350215012400203300320100040
340204001400100230014200110
653444332423444440454323022
463236022613334420223432032
"""
_CYRILLIC_LETTERS: Final = " абвгдежзийклмнопрстуфхцчшщъыьэюя"
_CYRILLIC: Final = """
077767557718677787877664651000534
856767556576778368785456654300046
470200601602514605306020103340102
580323712704525625445030330362204
571414500611514605336000300040400
672434744604435735435021220350402
834556355456668457674334553100023
462004500502104300104000000030200
574544500603355534325011210132002
865656636667677457774555652000047
710344221303535203550022120020001
680401600703623715566013230240200
674155742704345610456111210156455
774324730603344642325010210151303
883367713804226701666424430174425
736767556556777567774344552000133
460000600603403727345003120231012
684555743704555723556243340262414
662432610607645663485133220355305
782632700705335736556120310366412
744656445455656156656322544030251
250010400500300504133200000000000
650230300500112503234010010010401
350200500603000301003003000045202
460200600604205502035000100041300
450300500604214423154000300040100
230000500400000200002000000000000
200211302202311214130000101000000
703443504255556044442153330000014
701113204004026300440001030000023
301253021034444004440242220100400
502201110001103001040002404000000
801433414213444023352022123000031
"""
_NEAREST: Final = str.maketrans(
    {
        **dict(zip("łøđðħıŋĸəſƒ", "lodthinkesf", strict=True)),
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "й": "\ue000",
        **dict(zip("ёіїєґўјљњћђџқғңәөүұһҳҷӣӯѓќѕ", "еииегуйлнчджкгнаоуухччиугкс", strict=True)),
    }
)
"""Letters that the tables do not have, as the ones that stand for them in related languages."""

_MARKS: Final = re.compile("[\u0300-\u036f]+")
_RUN: Final = re.compile("[a-z]{3,}|[а-я]{3,}")


def _pairs(letters: str, table: str) -> dict[str, int]:
    rows = zip(letters, table.split(), strict=True)
    return {a + b: int(digit) for a, row in rows for b, digit in zip(letters, row, strict=True)}


_FREQUENCY: Final = _pairs(_LATIN_LETTERS, _LATIN) | _pairs(_CYRILLIC_LETTERS, _CYRILLIC)


def letter_runs(text: str) -> Iterator[str]:
    """The runs of three and more Latin or Cyrillic letters, small, without marks, in the letters of the tables."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_NEAREST))
    return iter(_RUN.findall(_MARKS.sub("", plain).replace("\ue000", "й")))


def fit(run: str) -> float:
    """How common the pairs of a run from `letter_runs` are, 0..9. Words of real languages lie at 6.5, chance at 4."""
    spaced = f" {run} "
    return sum(_FREQUENCY[spaced[at : at + 2]] for at in range(len(run) + 1)) / (len(run) + 1)
