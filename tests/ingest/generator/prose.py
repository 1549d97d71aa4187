"""Paragraphs, titles and decisions by a small grammar of Danish as minutes write it."""

from dataclasses import dataclass
from datetime import date
from random import Random

from .words import OFFICES, amount, before, house, listed, long_date, name, road, town

MATTERS = listed("""cykelsti langs {road}|lokalplan nr. {nr} for {town}|renovering af {house}
takster for madservice {year}|kvalitetsstandard for genoptræning|helhedsplan for {town} midtby
trafiksikkerhed ved {house}|ny daginstitution i {town}|vandløbsregulativ for {town} Å
udbud af rengøring på {house}|støttet boligbyggeri på {road}|kloakering af {town}
politik for frivilligt socialt arbejde|ombygning af {house}|salg af areal ved {road}
byggemodning af {road} {number}|beredskabsplan {year}-{next}|kulturaftale med {town} Museum
forebyggelse af frafald på ungdomsuddannelserne|varmeplan for {town} og omegn
belægningen på plejecenter {house}|integrationsindsats i {town}|klimatilpasning ved {road}
åbningstider på {house}|fælles indkøb af elbiler|borgerrådgiverens virksomhed i {year}
""")
FRAMES = listed("""{m}|Godkendelse af {m}|Orientering om {m}|Anlægsbevilling til {m}|Høring om {m}
Status på {m}|Drøftelse af {m}|Evaluering af {m}|Forslag om {m}|Frigivelse af midler: {m}
Endelig vedtagelse - {m}|Henvendelse fra borgere vedr. {m}|Principper for {m} (2. behandling)
""")
STANDING = listed("""
Eventuelt|Meddelelser|Godkendelse af dagsorden|Orientering fra formanden|Øvrige sager
Sager til orientering|Nyt fra forvaltningen|Gensidig orientering|Spørgetid""")
ORDINALS = listed("""
1. Budgetopfølgning {year}|2. budgetopfølgning {year}|3. kvartal {year}: ledighed
4. behandling af budget {next}|1. økonomirapport {year}""")

SENTENCES = """{office} har siden {date} arbejdet med {m}, og der er nu grundlag for at gå videre.
Sagen om {m} har været i høring hos ca. {n} borgere, foreninger mv., jf. høringsnotatet.
Der er modtaget {n} høringssvar, bl.a. fra beboerne på {road} og fra {house}.
De samlede udgifter er opgjort til {amount}, heraf {amount} i {year}.
{name} fra {office} har over for udvalget redegjort for de tekniske forhold ved {m}.
Rådgiveren peger på, at arbejdet tidligst kan gå i gang i {month}, og at det vil vare {n} uger.
Borgere på {road} har udtrykt bekymring for støj, lugt og øget trafik i myldretiden.
Efter lovens § {par}, stk. {small}, skal kommunen senest hvert fjerde år tage stilling til planen.
Området ved {road} er i dag på {n} hektar og ejes dels af kommunen, dels af private.
I {year} blev der registreret {n} henvendelser, hvilket er {pct} pct. flere end året før.
Det var formandens opfattelse, at „{quote}“, og det var der bred enighed om.
Foreningen skriver i sit svar: "{Quote}." Forvaltningen har noteret sig bemærkningen.
Der er tale om en indsats, som f.eks. omfatter {house}, {house} og boligerne på {road}.
Af hensyn til økonomien er projektet delt i {small} etaper, som kan besluttes hver for sig.
Konsekvenserne for driften er ca. {amount} årligt fra {next} og frem.
Erfaringerne fra {town} viser, at ordningen kan indføres uden større ændringer.
Planen blev senest revideret den {date}, og siden er behovet steget med {pct} pct.
På {house} er der plads til {n} børn, men der er p.t. {n} på venteliste.
Tidsplanen forudsætter, at udbuddet offentliggøres i {month} {year}.
{office} vurderer, at de foreslåede ændringer er i overensstemmelse med gældende regler.
Medarbejderne er orienteret på et møde den {date} kl. {hour}.{minute}, og MED-udvalget er hørt.
Grundejerne skal selv betale for tilslutningen, som forventes at koste {amount} pr. ejendom.
Ordningen finansieres inden for rammen, dvs. uden tillægsbevilling i indeværende år.
Naboerne er inviteret til et møde på {house}, hvor {m} bliver gennemgået.
Kommunens andel udgør {pct} pct., mens resten dækkes af staten og af private fonde.
Der henvises i øvrigt til notatet af {date}, som er vedlagt sagen.
Siden sidste møde er der kommet nye tal, som ændrer billedet en smule.
Enkelte sager er trukket ud, fordi de hører under et andet udvalg.""".split("\n")
QUOTES = listed("""det haster med at finde en løsning|børnene skal kunne færdes trygt i byen
vi har brug for flere hænder og færre regler|der skal være plads til alle
det er for dyrt og for langsomt|man bør lytte til dem, der bor der""")
ASKED = listed("""planen for {m} godkendes|der gives en anlægsbevilling på {amount} til {m}
sagen sendes i høring i {small} uger|orienteringen om {m} tages til efterretning
forslaget oversendes til byrådets budgetforhandlinger|takststigningen på {pct} pct. træder i kraft
der arbejdes videre med forslag {small}|forvaltningen bemyndiges til at underskrive aftalen
udgiften på {amount} finansieres af kassebeholdningen""")
DECIDED = listed("""Godkendt.|Taget til efterretning.|Udvalget godkendte indstillingen.
Indstillingen blev tiltrådt.|Sagen blev udsat til næste møde.|Godkendt som indstillet.
Et enigt udvalg anbefaler, at indstillingen følges.|Oversendes til byrådet med anbefaling.
Orienteringen blev taget til efterretning, idet udvalget ønsker en status i {month}.
Udvalget besluttede at bevilge {amount} til {m} og beder forvaltningen om at gå i gang.
Udvalget drøftede {m} og sendte sagen tilbage til forvaltningen.
Ikke godkendt. Udvalget ønsker et nyt forslag, der koster højst {amount}
""")
FILES = listed("""Notat om {m}|Kort over {town}|Høringssvar fra {house}|Referat af borgermøde
Oversigtskort|Notat af {date}|Udkast til aftale|{road} - skitse|Bilag {small}: Økonomi
Samlede høringssvar.pdf|Tidsplan|Takstblad {year}|Åben - Brev til {name}.docx
Anlægsbudget (revideret)""")
LEADS = listed("""
Der er især peget på følgende:|Forslaget om {m} indebærer bl.a.:
{office} fremhæver tre forhold:|I svarene fra {town} nævnes det, at:
Planen for {m} har disse mål:|Følgende er aftalt med {name}:""")
SUMS = listed("""
Udgifterne til {m} fordeler sig sådan:|Tallene for {year} og {next} fremgår af denne tabel:
{office} har opgjort udgifterne sådan:|Budgettet for {house} ser herefter således ud:
Fordelingen på poster er denne (beløb i kr.):""")
TOPICS = listed("""Erfaringer fra {town} i {year}|Forslag {small}: Flere pladser på {house}
Trafikken på {road}|Hvad siger de berørte på {road}?|Finansiering af etape {small} i {next}
Særligt om {house}|Nye regler fra {next} for {town}""")


@dataclass(frozen=True, slots=True)
class Matter:
    """What an item is about, so that its paragraphs speak of the same thing."""

    rng: Random
    held: date
    what: str

    def fill(self, frame: str) -> str:
        """The frame with its holes filled, each anew."""
        while "{" in frame:
            head, _, rest = frame.partition("{")
            hole, _, tail = rest.partition("}")
            frame = head + self._word(hole) + tail
        return frame

    def _word(self, hole: str) -> str:
        rng, year = self.rng, self.held.year
        match hole:
            case "m":
                return self.what
            case "road":
                return road(rng)
            case "town":
                return town(rng)
            case "house":
                return house(rng)
            case "name":
                return name(rng)
            case "office":
                return rng.choice(OFFICES)
            case "amount":
                return amount(rng)
            case "date":
                return long_date(before(rng, self.held))
            case "month":
                return rng.choice(["januar", "april", "august", "oktober"])
            case "quote":
                return rng.choice(QUOTES)
            case "Quote":
                return rng.choice(QUOTES).capitalize()
            case "year" | "next":
                return str(year + (hole == "next"))
            case "nr":
                return f"{rng.randint(1, 9)}.{rng.randint(10, 99)}"
            case "par":
                return str(rng.randint(3, 99))
            case "small":
                return str(rng.randint(2, 8))
            case "pct":
                return f"{rng.randint(2, 60)},{rng.randint(1, 9)}"
            case "hour":
                return str(rng.randint(10, 18))
            case "minute":
                return rng.choice(["00", "15", "30"])
        return str(rng.randint(11, 290))

    def sentence(self) -> str:
        """One sentence, with a capital and a full stop."""
        told = self.fill(self.rng.choice(SENTENCES))
        return told[0].upper() + told[1:]

    def paragraph(self, least: int = 1, most: int = 4) -> str:
        """Some different sentences."""
        frames = self.rng.sample(SENTENCES, self.rng.randint(least, most))
        told = [self.fill(frame) for frame in frames]
        return " ".join(line[0].upper() + line[1:] for line in told)

    def decision(self) -> str:
        """What was decided, in a sentence or two."""
        told = self.fill(self.rng.choice(DECIDED))
        return told if told.endswith(".") else f"{told}."

    def asked(self, count: int) -> list[str]:
        """What is recommended: clauses that follow "at"."""
        return [self.fill(frame) for frame in self.rng.sample(ASKED, count)]

    def files(self, count: int) -> list[str]:
        """Names of attachments, all different."""
        return [self.fill(frame) for frame in self.rng.sample(FILES, count)]

    def lead(self, table: bool = False) -> str:
        """The line above a list or a table."""
        told = self.fill(self.rng.choice(SUMS if table else LEADS))
        return told[0].upper() + told[1:]

    def topic(self) -> str:
        """A subheading inside a section, unlike any section's name."""
        return self.fill(self.rng.choice(TOPICS))


def matter(rng: Random, held: date) -> Matter:
    """Something to treat."""
    empty = Matter(rng, held, "")
    return Matter(rng, held, empty.fill(rng.choice(MATTERS)))


def title(rng: Random, about: Matter, ordinal: bool) -> str:
    """An item's title; with `ordinal` it begins with a number of its own."""
    if ordinal:
        return about.fill(rng.choice(ORDINALS))
    told = about.fill(rng.choice(FRAMES))
    return told[0].upper() + told[1:]
