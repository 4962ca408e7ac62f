"""General business vocabulary, English and Russian: words that label the same thing on different forms.

The groups are deliberately few and broad: a question says "buyer" where the form says "Bill to", "покупатель" or
"заказчик". Two words of one group are related; the words themselves are compared by their stems. A line with ">"
goes one way: who asks for the gross may be content with "Total", but not the other way round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from quizglass.text import synonyms
from quizglass.text.word_forms import stem

_GROUPS = """
advertiser client customer kunde klant buyer purchaser payer sponsor рекламодатель клиент покупатель заказчик плательщик
seller vendor supplier merchant provider contractor исполнитель поставщик продавец подрядчик получатель beneficiary
landlord lessor owner арендодатель наймодатель собственник
tenant lessee renter арендатор наниматель
employer работодатель
employee worker работник сотрудник
company firm organization organisation business enterprise компания фирма организация предприятие
gross брутто
net нетто
total sum итого всего сумма итог
общий общая итоговый итоговая > итого всего итог total
total grand overall totaal gesamt gesamtbetrag
gross > total
брутто > итого
subtotal subtotaal zwischensumme
gesamtbetrag betrag montant amount bedrag
due payable outstanding оплате уплате
due payable оплате > total итого всего
amount sum сумма стоимость
price cost rate fee charge tariff цена стоимость стоит стоить тариф расценка плата
rent арендная аренда наем
tax vat ндс налог btw mwst tva ust ustid gst
discount rebate скидка
balance остаток сальдо баланс
deposit депозит залог обеспечительный
salary wage pay оклад зарплата жалованье
penalty fine пеня штраф неустойка
flight campaign schedule run
flight campaign schedule > period term contract dates
period term > schedule contract dates flight campaign
lease tenancy rental > term period
holder > customer employee patient passenger insured client subscriber tenant
period term duration срок период действие
campaign кампания flight период
contract agreement договор контракт соглашение
order заказ приказ распоряжение contract bestellung commande
invoice bill счет фактура rechnung factuur facture receipt
lease аренда найм
date dated дата от datum dat
start begin commence beginning effective from начало начинать начаться commencement
end finish expire expiry until termination окончание конец завершение истекать expiration
дать выдать дан выдан
issue issued create entered printed generated выдача выдан составление
number no num nr nummer numero identification номер код code id reference ref
identifier id номер
name title наименование название имя фио called
signature sign signed signatory sincerely faithfully regards president director
sign подписать подпись подписал уважением директор руководитель начальник
director head manager руководитель директор начальник
agency agent broker агентство агент
product item description goods товар наименование описание продукт
quantity qty count pieces units количество кол шт
phone telephone tel mobile cell телефон тел моб
email mail почта
address located location street адрес местонахождение расположен
place city town место город
bank банк
account acct счет
purpose назначение
weight вес масса
volume capacity объем емкость вместимость
height altitude elevation высота
speed velocity скорость
population inhabitants people население жители численность
departure depart leave отправление отправляться
arrival arrive прибытие прибывать
adopt accept approve принять утвердить принятый утвержденный утверждаю утверждать
разработчик разработать разработан разработка developer составитель
salesperson representative rep executive менеджер представитель
station channel property станция канал
deadline due срок
payment pay оплата платеж платить
pay paid оплатить оплачивать
warranty guarantee гарантия
subject re тема предмет
holder hold owner
opening beginning initial start начальный входящий
closing ending final end конечный исходящий
filer declarant заявитель
filer > name имя фио
recipient addressee dear уважаемый адресат
recipient addressee buyer customer адресат
rent rental lease
attendant author written автор
"""

_FORM_WORDS = """
original revision special handling business type status page estimate demographic desc remarks comments remark comment
terms calendar cycle region office market length days spots rating attention attn plan primary details notes mode
method thru through per via full gender signature title примечание вид тип статус лист раздел основание условия
"""
"""Words that label on many forms and mean nothing in particular."""

_PHRASES = {
    ("bill", "to"): "buyer",
    ("billed", "to"): "buyer",
    ("sold", "to"): "buyer",
    ("invoice", "to"): "buyer",
    ("ship", "to"): "recipient",
    ("deliver", "to"): "recipient",
}
"""Labels of two words that together say what neither says."""

_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 4

_SAME, _CONTENT_WITH = 0.8, 0.6

_related: dict[str, dict[str, float]] = defaultdict(dict)
for _group in _GROUPS.strip().splitlines():
    _askers, _, _labels = _group.partition(">")
    _stems = {stem(word) for word in _askers.split()}
    _others = {stem(word) for word in _labels.split()}
    for _stem in _stems:
        for _other in (_others or _stems) - {_stem}:
            _strength = _CONTENT_WITH if _others else _SAME
            _related[_stem][_other] = max(_strength, _related[_stem].get(_other, 0.0))
_labelling = frozenset(_related) | frozenset(other for others in _related.values() for other in others)
for _asked, _printed in synonyms.lines():
    for _stem in map(stem, _asked):
        for _other in {stem(word) for word in _printed} - {_stem}:
            _related[_stem][_other] = max(_SAME, _related[_stem].get(_other, 0.0))
_words: dict[str, list[str]] = defaultdict(list)
for _word in dict.fromkeys(_GROUPS.replace(">", " ").split()):
    _words[stem(_word)].append(_word)
_known = frozenset(map(stem, _FORM_WORDS.split())) | _labelling


def compound(word: str) -> tuple[str, ...]:
    """The stems of the two words that ``word`` joins ("factuurnummer"), both of the vocabulary; () for other words."""
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
        return ()
    for cut in range(_SHORTEST_PART, len(word) - 1):
        first, second = stem(word[:cut].removesuffix("s")), stem(word[cut:])
        first = first if first in _related else stem(word[:cut])
        if first in _related and second in _related:
            return (first, second)
    return ()


def phrase(first: str, second: str) -> str:
    """The stem of what two folded words say together ("bill to": a buyer), "" for other words."""
    return stem(_PHRASES[first, second]) if (first, second) in _PHRASES else ""


def related(word_stem: str) -> Mapping[str, float]:
    """The stems that label the same thing as ``word_stem``, without itself, and how nearly (0..1)."""
    return _related.get(word_stem, {})


def words_of(word_stem: str) -> Sequence[str]:
    """The words of the vocabulary with this stem, folded."""
    return _words.get(word_stem, ())


def labels_something(word_stem: str) -> bool:
    """True for a word of the vocabulary: it is more likely a label than a value."""
    return word_stem in _known
