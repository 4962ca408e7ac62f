"""A garbled text layer is told from a right one in any language, by its letters alone."""

from __future__ import annotations

import hashlib
import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizglass.documents.letter_pairs import fit, letter_runs
from quizglass.documents.text_layer_trust import is_garbled

RIGHT = {
    "English": """The tenant shall pay the monthly rent in advance on or before the fifth working day of each month and
        shall keep the flat in good repair. The landlord may enter the flat after a notice of one day in order to look
        at its state, to carry out repairs or to show it to a later tenant. Either side may end this agreement in
        writing with three months notice, and whatever is owed at that time becomes payable at once.""",
    "Russian": """Арендатор обязуется вносить арендную плату не позднее пятого числа каждого месяца и содержать
        помещение в исправном состоянии. Арендодатель вправе осматривать помещение, предупредив об этом за один день.
        Каждая из сторон может расторгнуть настоящий договор, письменно известив другую сторону за три месяца, при
        этом все долги должны быть уплачены немедленно. Подъезд и щитовая общие, объём ключей учтён.""",
    "Ukrainian": """Орендар зобов'язується вносити орендну плату не пізніше п'ятого числа кожного місяця і утримувати
        приміщення у належному стані. Орендодавець має право оглядати приміщення, попередивши про це за один день.
        Кожна зі сторін може розірвати цей договір, письмово сповістивши іншу сторону за три місяці наперед.""",
    "German": """Der Mieter verpflichtet sich, die Miete spätestens am fünften Werktag eines jeden Monats zu überweisen
        und die Wohnung pfleglich zu behandeln. Schönheitsreparaturen übernimmt größtenteils der Vermieter. Beide
        Seiten können das Mietverhältnis schriftlich mit einer Frist von drei Monaten kündigen, Außenstände sind
        dann sofort fällig; die Wohnungsgeberbestätigung und Übergabeprotokolle werden aufbewahrt.""",
    "French": """Le locataire s'engage à payer le loyer au plus tard le cinquième jour ouvré de chaque mois et à
        entretenir le logement. Le propriétaire peut visiter les lieux après en avoir averti le locataire la veille.
        Chaque partie peut résilier le présent contrat par lettre recommandée avec un préavis de trois mois, et les
        sommes dues deviennent alors exigibles immédiatement, où qu'elles soient.""",
    "Dutch": """De huurder verplicht zich de huur uiterlijk op de vijfde werkdag van iedere maand
        te betalen en de woning
        goed te onderhouden. De verhuurder mag de woning bezichtigen nadat hij dit een dag tevoren heeft aangekondigd.
        Beide partijen kunnen de overeenkomst schriftelijk opzeggen met een termijn van drie maanden.""",
    "Polish": """Najemca zobowiązuje się płacić czynsz najpóźniej piątego dnia roboczego każdego miesiąca i utrzymywać
        mieszkanie w należytym stanie. Wynajmujący może obejrzeć mieszkanie, uprzedziwszy o tym dzień wcześniej.
        Każda ze stron może wypowiedzieć umowę na piśmie z trzymiesięcznym wyprzedzeniem, a wszelkie zaległości
        stają się wówczas natychmiast wymagalne; przyszłość chrząszcza w Szczebrzeszynie jest źdźbłem.""",
    "Czech": """Nájemce se zavazuje platit nájemné nejpozději pátý pracovní den každého měsíce a udržovat byt v řádném
        stavu. Pronajímatel si může byt prohlédnout, pokud to den předem oznámí. Každá ze stran může smlouvu písemně
        vypovědět ve tříměsíční lhůtě a všechny dluhy jsou pak ihned splatné, čtvrthodinu před koncem zmrzl vůz.""",
    "Finnish": """Vuokralainen sitoutuu maksamaan vuokran viimeistään kunkin kuukauden viidentenä
        arkipäivänä ja pitämään
        asunnon hyvässä kunnossa. Vuokranantaja saa katsastaa asunnon ilmoitettuaan siitä päivää aikaisemmin.
        Kumpikin osapuoli voi irtisanoa sopimuksen kirjallisesti kolmen kuukauden irtisanomisajalla.""",
    "Hungarian": """A bérlő vállalja, hogy a bérleti díjat minden hónap ötödik munkanapjáig megfizeti, és a lakást jó
        állapotban tartja. A bérbeadó a lakást egy nappal korábbi értesítés után megtekintheti. A szerződést bármelyik
        fél három hónapos határidővel írásban felmondhatja, és ekkor minden tartozás azonnal esedékessé válik.""",
    "Turkish": """Kiracı, kira bedelini en geç her ayın beşinci iş gününde ödemeyi ve daireyi iyi durumda tutmayı kabul
        eder. Ev sahibi, bir gün önceden haber vererek daireyi görebilir. Taraflardan her biri sözleşmeyi üç ay
        önceden yazılı olarak feshedebilir; bu durumda bütün borçlar hemen ödenmelidir.""",
    "Vietnamese": """Bên thuê cam kết trả tiền thuê nhà chậm nhất vào ngày làm việc thứ năm của mỗi
        tháng và giữ gìn căn
        hộ trong tình trạng tốt. Bên cho thuê có quyền xem căn hộ sau khi báo trước một ngày. Mỗi bên có thể chấm dứt
        hợp đồng này bằng văn bản trước ba tháng, và mọi khoản nợ phải được thanh toán ngay lập tức.""",
    "Greek": """Ο μισθωτής υποχρεούται να καταβάλλει το μίσθωμα το αργότερο έως την πέμπτη εργάσιμη ημέρα κάθε μήνα και
        να διατηρεί το διαμέρισμα σε καλή κατάσταση. Ο εκμισθωτής μπορεί να επισκεφθεί το διαμέρισμα μετά από
        ειδοποίηση μιας ημέρας. Κάθε πλευρά μπορεί να καταγγείλει τη σύμβαση γραπτώς πριν από τρεις μήνες.""",
    "Chinese": """承租人应于每月第五个工作日之前支付租金，并保持房屋状况良好。
        出租人提前一天通知后可以查看房屋 A4 纸张 PDF 文件。
        任何一方均可提前三个月以书面形式解除本合同，届时所有欠款应立即支付。""",
    "Japanese": """賃借人は毎月第五営業日までに賃料を支払い、部屋を良好な状態に保つものとします。
        賃貸人は前日に通知した上で
        部屋を見ることができます。ＰＤＦファイルをメールで送ってください。""",
    "Arabic": """يلتزم المستأجر بدفع الأجرة في موعد أقصاه يوم العمل الخامس من كل شهر وبالمحافظة على الشقة في حالة جيدة.
        ويجوز للمؤجر أن يعاين الشقة بعد إخطار قبل يوم واحد. ويجوز لأي من الطرفين إنهاء هذا العقد كتابة.""",
    "Hebrew": """השוכר מתחייב לשלם את שכר הדירה לא יאוחר מיום העבודה החמישי של כל חודש ולשמור על הדירה במצב טוב.
        המשכיר רשאי לבקר בדירה לאחר הודעה של יום אחד מראש. כל צד רשאי לסיים את ההסכם בכתב.""",
    "numbers": " ".join(f"{n * 7919 % 100_000 / 100:.2f} {n} {n * 13 % 97}%" for n in range(150)),
    "articles": " ".join(
        f"{n:02} 400638133{n * 71 % 10_000:04} {n * 31 % 500}.{n % 100:02} 0{n * 7919}" for n in range(60)
    ),
    "census": " ".join(str(2 ** (n % 27) + n * 7) for n in range(200)),
    "telephones": " ".join(f"0{n % 9 + 1}{n * 7 % 90 + 10} {n * 7919 % 10 ** (4 + n % 5)}" for n in range(100)),
    "part numbers": " ".join(f"XK{n:03}-QZ{n * 37 % 100}/B{n % 7} HTRWX{n}" for n in range(90)),
    "code": """def read_words(drawing: Any, origin: tuple[float, float]) -> list[Word]: options =
        mupdf.FzStextOptions()
        options.flags = _FLAGS return [Word(text, box) for (x0, y0, x1, y1, text) in page.extract()] if (ptr == NULL)
        { fprintf(stderr, "%s: cannot open", argv[0]); exit(EXIT_FAILURE); } for (size_t i = 0; i < len; i++)
        buf[i] ^= key[i % klen]; std::vector<std::pair<int, char*>> xs; xs.push_back(std::make_pair(i, str));
        #include <stdio.h> #define MAX_LEN 255 struct node *next; while (tmp->next != NULL) tmp = tmp->next;""",
    "machine code": """mov eax, ebx xor ecx, ecx jmp short loc_401 cmp dword ptr lea rdi, qword ptr call sub_4010 push
        rbp mov rsp test jnz jz retn nop movzx shl shr imul idiv cdq popfq cpuid rdtsc movsxd cmovz setnz bswap xchg""",
    "checksums": " ".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(60)),
    "shares": """AAPL MSFT GOOG AMZN META NVDA TSLA BRK JPM JNJ WMT UNH HD PG MA XOM CVX LLY BAC KO PFE ABBV MRK PEP
        COST TMO AVGO CSCO MCD ABT DHR ACN WFC NEE LIN TXN PM BMY UPS RTX""",
    "abbreviations": """ООО ЗАО ИНН КПП БИК ОГРН ОКПО ОКВЭД НДС ФСТЭК МВД ФСБ РФ СССР ГОСТ СНиП ТУ ТЗ ЕСКД ЕСТД ПДВ ПДК
        ВКХ ЖКХ МФЦ ГБУ МБОУ СОШ ДОУ ЦРБ ФАП ОМС ДМС ПФР ФСС ФНС ФТС ГИБДД МЧС""",
    "substances": """methylcyclohexane trichlorofluoromethane acetylsalicylic hydroxyethylcellulose cyclopentasiloxane
        ethylenediaminetetraacetic butylhydroxytoluene phenoxyethanol methylisothiazolinone xanthan tocopheryl""",
    "formula": """Let f(x) = ∑ αᵢxᵢ + β, where ∂f/∂xᵢ = αᵢ and λ ≥ 0. Then ∇f·v = ∫ (ψφ − φψ) dμ
        for every v ∈ ℝⁿ, hence
        ‖∇f‖ ≤ ε·δ⁻¹ and the minimum is attained at x* = (AᵀA + λI)⁻¹Aᵀb, Δx ≈ 0.05 μm, R = 4.7 kΩ, ΔT = 3 °C""",
    "form": """Name: ____________ Vorname: ____________ ☐ ja ☐ nein  Datum: __.__.____ Unterschrift: .................
        \uf0a8 ledig \uf0a8 verheiratet \uf0fe Anlage KAP \uf0a8 Anlage N Steuernummer |_|_|_|_|_|_|_|_|_|_|_|""",
    "leaders": """Contents ........ 1 \uf020\uf020 Introduction ........ 2 Scope ........ 3 Terms
        and definitions ....... 4
        Requirements ...... 9 Packaging ......... 12 Marking and labelling ........ 15 Annex .......... 21""",
    "codes in capitals": """WQCW KBGF KXGR KMSB MTWTFSS MTWTF PWTHR WSAZ CBS NBC HBI RTG CPE SPW
        UNKWN WKND HWY ABQ ORDER
        SPOTS WEEKDAYS NEWS FLIGHT DATES AGENCY ADVERTISER PRODUCT STATION ESTIMATE BILLING CALENDAR BROADCAST""",
    "ligatures": """The ﬁrst oﬃcer ﬁlled the ﬂask of coﬀee,
        ﬂuently reﬂecting on eﬃcient workﬂows and diﬀerent
        aﬃliations, inﬂation, conﬂicts and ﬁnal ﬁgures; the
        ﬁre ﬂared, the oﬃce staﬀ suﬀered and ﬂed, shuﬄing.""",
    "hyphens": """trans- port- ation of haz- ard- ous ma- te- ri- als on in- land wa- ter- ways re- quires a spe- cial
        per- mit from the au- thor- i- ties who de- cide with- in two months about each ap- pli- ca- tion.""",
}
LETTERS = (
    *(string.ascii_lowercase, string.ascii_uppercase),
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
)


def permuted(text: str, seed: int) -> str:
    """Every letter as another one of its alphabet."""
    pairs: dict[str, str] = {}
    for alphabet in LETTERS:
        pairs.update(zip(alphabet, random.Random(seed).sample(alphabet, len(alphabet)), strict=True))
    return text.translate(str.maketrans(pairs))


def shifted(text: str, by: int) -> str:
    return "".join(letter if letter.isspace() else chr(ord(letter) + by) for letter in text)


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_layer_is_never_called_garbled(kind: str) -> None:
    words = RIGHT[kind].split()
    assert not is_garbled(words)
    assert not any(is_garbled(words[start : start + 20]) for start in range(0, len(words), 5))
    assert not is_garbled(word.upper() for word in words)


@pytest.mark.parametrize(
    "kind", ["English", "Russian", "Ukrainian", "German", "French", "Dutch", "Polish", "Czech", "Greek"]
)
@pytest.mark.parametrize("by", [1, -1, 3, -29])
def test_shifted_letters(kind: str, by: int) -> None:
    assert is_garbled(shifted(RIGHT[kind], by).split())


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(["English", "Russian", "Ukrainian", "German", "French", "Finnish"]), seed=st.integers(0))
def test_permuted_letters(kind: str, seed: int) -> None:
    runs = list(letter_runs(permuted(RIGHT[kind], seed)))
    right = list(letter_runs(RIGHT[kind]))
    assert sum(map(fit, runs)) / len(runs) + 0.5 < sum(map(fit, right)) / len(right)


def test_most_permuted_pages_are_found() -> None:
    kinds = ("English", "Russian", "Ukrainian", "German", "French", "Polish")
    found = [is_garbled(permuted(RIGHT[kind], seed).split()) for kind in kinds for seed in range(60)]
    assert sum(found) / len(found) > 0.97


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("cp1251", "latin-1"),
        ("cp1251", "cp1252"),
        ("cp1251", "mac_roman"),
        ("cp1251", "koi8-r"),
        ("koi8-r", "cp1251"),
        ("cp866", "cp1251"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1251"),
    ],
)
def test_letters_read_in_another_encoding(written: str, read: str) -> None:
    assert is_garbled(RIGHT["Russian"].encode(written, "replace").decode(read, "replace").split())


@pytest.mark.parametrize("first", [0xE000, 0xF000, 0x0, 0x80])
def test_private_codes_and_controls(first: int) -> None:
    text = "".join(chr(first + ord(letter) % 0x1F) for letter in RIGHT["English"])
    assert is_garbled(text.split(" "))
    assert is_garbled(["\ufffd" * 4, "\ufffd" * 5, "\ufffd" * 4])


def test_codes_of_glyphs_taken_for_letters() -> None:
    assert is_garbled(
        "".join(chr(0x240 + ord(letter) % 64) if letter != " " else " " for letter in RIGHT["German"]).split()
    )


@pytest.mark.parametrize("kind", ["English", "Russian", "German"])
@pytest.mark.parametrize("seed", range(5))
def test_digits_for_letters(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    digits = {letter: chance.choice(string.digits) for letter in sorted(set(RIGHT[kind])) if letter.isalpha()}
    assert is_garbled(RIGHT[kind].translate(str.maketrans(digits)).split())


def test_letters_of_one_script_for_those_of_another() -> None:
    lookalikes = str.maketrans("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX")
    assert is_garbled(RIGHT["Russian"].translate(lookalikes).split())


def test_a_page_with_one_font_garbled() -> None:
    assert is_garbled([*RIGHT["English"].split(), *permuted(RIGHT["Russian"], 1).split()])


@given(st.lists(st.text(max_size=8), max_size=12))
def test_any_words_get_a_verdict(words: list[str]) -> None:
    assert is_garbled(words) in {True, False}
