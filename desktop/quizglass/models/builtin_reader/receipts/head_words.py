"""What the lines at the head of a receipt look like: names, addresses, registrations, telephones, titles.

English, Malay, German, French, Polish, Dutch, Spanish, Italian and Russian, as far as shops there print receipts.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE | re.VERBOSE

TITLES = re.compile(
    r"""^\W*(?:(?:simplified|full|original|cash|sales?|official|customer'?s?|guest|fiscal|retail)\W+)*
    (?:tax\s?invoice|invoice|receipt|bill|check|cheque|slip|order|memo|rechnung|quittung|kassenbon|bon|beleg|facture
      |re[cç]u|ticket|paragon(?:\s\w+)?|faktura|(?:кассовый\s|товарный\s)?чек|приход)
    (?:\W+(?:tax|adjustment|note|invoice|receipt|приход)\W*)*\W*$""",
    _FLAGS,
)
REGISTRATIONS = re.compile(
    r"""^\W*(?:(?:company|comp|co|business|brn|roc|ssm|gstin?|vat|sst|tax|nip|regon|krs|uid|ust|st-?nr|steuer|siret|siren|rcs
      |abn|ein|tva|iva|cif|mva|kvk|btw|chb|che|reg|registration|no\.?\sid|id|инн|кпп|огрн|огрнип|рн\sккт|зн\sккт)\b[\s.:_\#-]*)+
      (?:(?:no|nr|number|num|id|reg|registration)\b[\s.:_\#(-]*)*\W*\w*\d
    | \b(?:gst|vat|sst|tax|company|co\.?|business|ust|mwst)\W{0,2}(?:id|reg|no|nr|number|registration)\b
    | \bg?st\s?(?:id|reg)\b | \bgst\W
    | ^\W*\(?\s?(?:co\.?|roc|ssm|reg)?[\s.:]*(?=[\w\s.-]*\d{4})[a-z]{0,3}[\d\s.-]{5,14}\W{0,3}[a-z]?\)?\W*$""",
    _FLAGS,
)
"""The last form is a number alone or in brackets, perhaps with a letter: "(801580-T)"."""
CONTACTS = re.compile(
    r"""\b(?:te[l1i]|telephone|telefon|phone|fax|h/?p|mobile|mob|whats\s?app|hotline|e-?mail|www|http|тел|телефон|факс)\b
    | @ | \.(?:com|net|org|de|pl|ru|co\.uk|my)\b | ^\W*\+?\d[\d\s()/-]{6,}$""",
    _FLAGS,
)
PARTICULARS = re.compile(
    r"""^\W*(?:date|time|bill|doc|inv|invoice|receipt|slip|trans|transaction|cashier|casher|staff|server|waiter|table|tbl|order
      |pos|counter|terminal|station|pax|sales\s?person|operator|member|ref|check|chk|item|qty|desc\w*|description|cb|type
      |remarks?|site|printed|shift|no\.\sof|term|datum|uhrzeit|kasse|bediener|data|кассир|смена|дата|время|место\sрасчетов
      |документ)\b\s*
    (?:no\b|nr\b|num\w*|\#|id\b|date\b|dt\b)?\W*(?:[:\#№]|\d|$|no\b|[a-z]+$)""",
    _FLAGS,
)
PARTIES = re.compile(
    r"^\W*(?:bil?l|sold|ship|deliver(?:ed)?|invoice)\s?to\b|^\W*(?:customer|client|buyer|kunde|klient|покупатель)\b",
    re.IGNORECASE,
)
COURTESIES = re.compile(
    r"""thank | come\sagain | goods\ssold | welcome | visit | returnable | refund | exchange | enjoy | \bopen\b
    | save\smoney | posted | \bpaid\b | \bcopy\b | duplicate | reprint | danke | dzi[eę]kujemy | merci | спасибо
    | добро\sпожаловать""",
    _FLAGS,
)
"""Politeness, rules and stamps."""

LEGAL_FORM = re.compile(
    r"""(?<!\w)(?:sd[nh]\.?\s?b[hn]d|sn\sbhd|bhd|s/b|ltd|limited|inc|llc|llp|plc|gmbh|ohg|co\.?\skg|s\.a\.?s?|s\.a\.r\.l
    |s\.?r\.l|sp\.?\s?z\s?o\.?\s?o|pty|pte|corp|corporation|ооо|оао|зао|пао|ао|ип|нао)(?!\w)\.?
    | (?<!\w)(?:sb|s\.b|ag|kg|e\.?k|ug|b\.?v|n\.?v|sa|sarl|sas|s\.?l|oy|ab|a/s|as|aps|lp)\.?\W*$""",
    _FLAGS,
)
"""The short ones only at the end of a line: elsewhere they are other words."""
NUMBER_BEHIND = re.compile(
    r"""\s*[\[(]?\s*(?:co\.?\s?)?(?:reg\.?\s?)?(?:no\.?\s?:?\s?)?[A-Z]{0,3}\d{4,}[\w-]*\s?[\])]?\W*$""",
    _FLAGS,
)
"""A registration number behind a name."""
TRADE = re.compile(
    r"""(?<!\w)(?:enterprise|trading|company|co|restaurant|restoran|restaurante|ristorante|hardware|stores?|shop|mart|market
    |supermarket|hypermarket|minimarket|markt|caf[eé]|bistro|bakery|bakeries|bäckerei|pharmacy|apotheke|apteka|hotel|station
    |petrol|supply|services?|house|centre|center|stationers?|book\w*|confectionery|kedai|pasar|syarikat|perniagaan|sklep
    |industries|motor|electrical|магазин|аптека|кафе|ресторан|универсам|супермаркет)(?!\w)""",
    _FLAGS,
)
NAME_ENDINGS = re.compile(
    r"""^\W*(?:&|and\b|co\b|\(m\)|trading|enterprises?|company|sdn|bhd|ltd|limited|inc|llc|gmbh|holdings?|industries|corp)
    (?:[\s.,&()]|\w)*$""",
    _FLAGS,
)
"""A line that only goes on with the name of the line above it."""

STREETS = re.compile(
    r"""(?<!\w)(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|square|way|boulevard|blvd|court|parkway|pkwy|highway|hwy|quay
    |row|wharf|park|plaza|mall|floor|level|unit|block|suite
    |jalan|ja1an|jln|jin|lorong|lrg|persiaran|lebuh\w*|lot|taman|tmn|bandar|bdr|kampung|kg\.|seksyen|desa|tingkat|blok
    |\w*stra(?:ss|ß)e|\w*str\.?|\w*platz|\w*weg|\w*allee|\w*gasse|\w*ring|\w*plein|\w*straat|\w*laan
    |rue|place|quai|via|viale|piazza|calle|avenida|ul\.?|al\.?|pl\.?|os\.?
    |ул|улица|пр|просп|проспект|пер|ш|шоссе|пл|площадь|наб|д|дом|корп|стр|г|город|обл|область|р-н|б-р|бульвар|мкр)(?!\w)\.?""",
    _FLAGS,
)
HOUSE = re.compile(
    r"""^\W*(?:n[o0]\.?\s?[\w-]*\d | lot\W | \d{1,4}\s?[a-z]?\s?[,/&-] | \d{1,5}[a-z]?\s+\w{3,} | [a-z]{1,3}\d*-\w+
      | [a-z]\.?\d{1,3}\b)
    | \b\d{1,4}[a-z]?$ | \d/\d""",
    _FLAGS,
)
PLOT = re.compile(r"\b(?:lot|no|pt|p\.t)\.?\s*\d+", re.IGNORECASE)
"""A number that is no postcode, however long."""
POSTCODE = re.compile(
    r"(?<![\w.:-])(?:\d{5}(?:-\d{4})?|\d{6}|\d{2}-\d{3}|\d{3}-\d{4}|\d{4}\s?[A-Z]{2}|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2})(?![\d:])|"
    r"(?<![\w.:-])\d{4}\s+(?=[A-ZÄÖÜ][a-zäöü]{2})"
)
REGIONS = re.compile(
    r"""(?<!\w)(?:kuala\slumpur|k\.?l|selangor|sel|johor|bahru|jb|penang|pulau\spinang|perak|sabah|sarawak|melaka|kedah|pahang
    |kelantan|terengganu|perlis|negeri\ssembilan|shah\salam|petaling|pj|d\.?e|malaysia|singapore
    |usa|uk|united\skingdom|england|deutschland|germany|polska|poland|france|schweiz|switzerland|österreich|austria
    |nederland|россия|москва|санкт-петербург)(?!\w)\.?""",
    _FLAGS,
)
