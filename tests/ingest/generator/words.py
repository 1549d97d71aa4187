"""Invented names, places, committees and numbers. No person, place or case here is real."""

from datetime import date, timedelta
from random import Random


def listed(text: str) -> list[str]:
    """What lines and bars divide."""
    return [part for part in text.replace("\n", "|").split("|") if part]


FIRST = """Anne Bodil Cecilie Dorte Else Freja Grethe Helle Inge Jytte Kirsten Lærke Mette Nanna
Oda Pernille Rikke Sørine Tove Ulla Vibeke Åse Ærø Anders Bent Carsten Dennis Erik Frode Gorm
Hans Ib Jørgen Kåre Lars Mogens Niels Ole Palle Rasmus Søren Torben Uffe Vagn Øjvind Aksel
Birgitte""".split()
MIDDLE = ["", "", "", "", "Marie ", "Bjerg ", "Holm ", "Kær ", "Skov ", "Chr. ", "Østergård "]
LAST = """Aabye Bækgård Dalsgård Engholm Fuglebjerg Gravlund Højbjerg Iversby Kildegård Lindhøj
Møllebro Nørrelund Overby Præstholm Ravnkilde Skovby Tværskov Ulvemose Vindbæk Æblegård Ågård
Østervang Bøgelund Hvidkær Klitgårdsen Rørbæksen Sandholt Smedemark Toftlundsen Brønsholt""".split()
DOUBLE = ["Anne-Lise", "Hans-Ole", "Lone-Marie", "Per-Åge", "Karl-Emil"]

ROOTS = """Linde Aske Birke Elle Bøge Tjørne Hassel Røn Pile Ege Mølle Kirke Sø Åsen Kilde Lyng
Ravn Hjorte Falke Stork Vibe Svane Ler Sand Kalk Øster Vester Nørre Sønder Hvede Rug Byg Humle
Kløver Bregne Enge Mose Bakke Høj Dal Vang""".split()
TOWN = "vang holt lund rup bæk høj mark sted borg lev sø ager dal skov".split()
ROAD = "vej gade allé stræde vænget svinget sti toften bakken engen parken".split()
HOUSE = "skolen hallen centret gården huset børnehuset biblioteket museet svømmehallen".split()

COMMITTEES = listed("""Teknik- og Miljøudvalget|Økonomiudvalget|Byrådet|Direktionen|Ældrerådet
Social- og Sundhedsudvalget|Børne- og Ungdomsudvalget|Kultur-, Fritids- og Idrætsudvalget
Udvalget for Børn og Unge|Plan- og Boligudvalget|Kommunalbestyrelsen|Handicaprådet|Udsatterådet
Arbejdsmarkedsudvalget|Klima- og Energiudvalget|Forretningsudvalget|Regionsrådet|Integrationsrådet
Landdistriktsudvalget|Folkeoplysningsudvalget|Hovedudvalget|Beredskabskommissionen|Børneudvalget
Udvalget for Teknik og Natur|Erhvervs- og Beskæftigelsesudvalget|Trafiksikkerhedsrådet
Økonomi- og Erhvervsudvalget|Omsorgsudvalget|Miljø- og Energiudvalget|Skoleudvalget""")
PARTIES = ["A", "B", "C", "F", "I", "K", "O", "V", "Ø", "Å", "D"]
OFFICES = listed("""Forvaltningen|Administrationen|Center for Teknik|Sekretariatet|Økonomiafdelingen
Ejendomscentret|Børne- og Kulturforvaltningen|Centerchefen|Projektgruppen|Rådgiveren""")
MONTHS = """januar februar marts april maj juni juli august september oktober november
december""".split()
WEEKDAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()


def name(rng: Random) -> str:
    """A person: "Kirsten Kær Vindbæk"."""
    first = rng.choice(DOUBLE) if rng.random() < 0.06 else rng.choice(FIRST)
    return f"{first} {rng.choice(MIDDLE)}{rng.choice(LAST)}"


def names(rng: Random, count: int) -> list[str]:
    """Different persons."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[name(rng)] = None
    return list(found)


def town(rng: Random) -> str:
    """A place: "Lindevang"."""
    return rng.choice(ROOTS) + rng.choice(TOWN)


def road(rng: Random) -> str:
    """A road, now and then with a number."""
    return rng.choice(ROOTS) + rng.choice(ROAD)


def house(rng: Random) -> str:
    """A school, a hall, a library."""
    return rng.choice(ROOTS) + rng.choice(HOUSE)


def municipality(rng: Random, committee: str) -> str:
    """Who the committee belongs to."""
    if committee == "Regionsrådet":
        return f"Region {rng.choice(['Nordkysten', 'Bæltlandet', 'Hedeegnen', 'Østsundet'])}"
    return f"{town(rng)} Kommune"


def day(rng: Random, first: int = 2003, last: int = 2025) -> date:
    """A weekday."""
    found = date(first, 1, 1) + timedelta(days=rng.randrange((last - first + 1) * 365))
    return found - timedelta(days=max(found.weekday() - 4, 0))


def before(rng: Random, held: date) -> date:
    """A day some weeks earlier."""
    return held - timedelta(days=7 * rng.randint(1, 12))


def long_date(held: date) -> str:
    """ "12. juni 2024"."""
    return f"{held.day}. {MONTHS[held.month - 1]} {held.year}"


def weekday(held: date) -> str:
    """ "onsdag"."""
    return WEEKDAYS[held.weekday()]


def amount(rng: Random) -> str:
    """Money as minutes print it."""
    return rng.choice(
        [
            f"{rng.randint(1, 90)},{rng.randint(1, 9)} mio. kr.",
            f"{rng.randint(1, 19) * 50}.000 kr.",
            f"{rng.randint(1, 9)}.{rng.randint(100, 999)}.000 kr.",
            f"{rng.randint(2, 60)} mio. kr.",
            f"{rng.randint(100, 999)} t.kr.",
        ]
    )
