"""The words that stand before the sums of receipts, by what they say; and words that only receipts have many of.

Words are compared as `quizglass.text.likeness` does, so bad prints need no entries.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Says(StrEnum):
    """What a word in front of a sum says about it."""

    TOTAL = "total"
    SUM = "sum"
    DUE = "due"
    FINAL = "final"
    ROUNDED = "rounded"
    ROUNDING = "rounding"
    INCLUDING = "including"
    PARTIAL = "partial"
    WITHOUT = "without"
    TAX = "tax"
    COUNT = "count"
    OTHER = "other"
    PAYMENT = "payment"
    CHANGE = "change"


_WORDS = {
    Says.TOTAL: """
        total totals ttl totaal gesamt gesamtbetrag gesamtsumme endsumme endbetrag summe suma somme totale importe
        jumlah razem итого итог всего
    """,
    Says.SUM: "amount amt betrag montant sum sales bill сумма",
    Says.DUE: "due payable pay zahlen zahlbetrag payer pagar pagare betalen zaplaty zapłaty оплате уплате",
    Says.FINAL: "grand final net nett overall invoice",
    Says.ROUNDED: "rounded",
    Says.ROUNDING: "rounding round adj adjustment adjustmt rundung arrondi округление",
    Says.INCLUDING: "inclusive incl including inc includes included inkl ttc brutto gross включая",
    Says.PARTIAL: "subtotal subtotaal sttl sub sous zwischensumme подытог подитог",
    Says.WITHOUT: "excl exclude exclusive excluding excluded exc before without taxable netto ohne hors без",
    Says.TAX: "tax taxes gst vat sst hst pst mwst ust btw tva iva ptu ндс налог",
    Says.COUNT: "qty quantity item items count pcs pieces artikel artykułów позиций количество шт",
    Says.OTHER: """
        discount disc saving savings saved less rebate rabatt remise скидка скидки бонус бонусов points point service
        svc charge tip fee deposit balance opening closing average supplies code price rate description member
    """,
    Says.PAYMENT: """
        cash paid payment tender tendered received visa master mastercard maestro amex debit credit card bar karte ec
        girocard gotówka gotowka karta especes carte efectivo tarjeta contanti наличными наличные картой безналичными
        оплачено получено
    """,
    Says.CHANGE: "change rückgeld ruckgeld wechselgeld reszta rendu cambio resto wisselgeld сдача",
}
SUM_WORDS: dict[str, Says] = {word: says for says, words in _WORDS.items() for word in words.split()}

TAX_TABLE = re.compile(
    r"""\b(?:gst|tax|vat|sst|mwst|tva|ндс) \s* (?:summary|analysis|code|breakdown|details|table)
    | \bsummary\b | \bam\w{0,4}t \s? \( | \btax \s? \(""",
    re.IGNORECASE | re.VERBOSE,
)
"""The head of the table that splits the total by rates of tax: its sums repeat others."""

TAX_WITHIN = re.compile(r"\b(?:gst|tax|vat|sst|mwst|tva|ндс)\b.{0,16}\binc\w* in\b|\bincludes\b", re.IGNORECASE)
"""What stands before the tax that a total holds: "GST included in total", "total includes 6 % GST"."""

_CUES = """
cash change cashier receipt invoice subtotal total rounding visa mastercard maestro amex till tendered tender card qty
gst vat sst salesperson table tip server thank
kassenbon bon beleg quittung kasse mwst bar summe rückgeld uhrzeit girocard paragon kasa nip razem suma gotówka reszta
reçu ticket tva caisse iva чек касса кассир итог сдача наличными смена ккт ккм фн фд
"""
SLIP_CUES = frozenset(_CUES.split())
"""Words of which a receipt has some: each alone stands on other papers too."""
