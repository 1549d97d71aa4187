"""Names of bodies that hold meetings, and of the municipality or association they belong to."""

import re

_ENDS = (
    r"udvalg(?:et)?|(?<!om)råd(?:et)?|direktion(?:en)?|bestyrelse(?:n)?|nævn(?:et)?"
    r"|kommission(?:en)?|forsamling(?:en)?|repræsentation(?:en)?|repræsentantskab(?:et)?"
    r"|magistrat(?:en)?|komit[eé](?:en)?|styregruppe(?:n)?|formandskab(?:et)?|gruppe(?:n)?"
)
# "Teknik- og Miljøudvalget", "BYRÅDET", "Udvalget for Børn og Unge", "Børn, Unge & Læringsudvalget"
BODY = re.compile(
    r"(?:[A-ZÆØÅ§][\w&./-]*,? (?:(?:og|OG|&) )?){0,7}"
    rf"(?:(?=[A-ZÆØÅ])[\w-]*(?i:{_ENDS})"
    rf"|(?i:udvalg(?:et)?|råd(?:et)?) (?i:for|vedr\.|vedrørende) .{{2,80}})"
    r"(?: \([^)]{1,40}\))?(?!(?!s(?!\w))\w)"  # "Byrådssalen" and "Ås Forsamlingshus" hold none
)
# Without capitals a body's own word makes a name of it: "udvalget", "bestyrelsen".
BODY_WORD = re.compile(rf"\b[\wæøå-]*(?:{_ENDS})\b", re.IGNORECASE)
# "bestyrelsesmøde", "menighedsrådsmødet", "byrådsmøde", "MR-møde"
_HELD = re.compile(
    r"\b(?P<body>[\wæøå-]*?(?:bestyrelse|udvalg|råd|forening|direktion|nævn|gruppe))s?-?møde[tr]?\b"
    r"|\b(?P<assembly>(?:ordinær |ekstraordinær )?(?:general|repræsentantskabs)forsamling)(?:en)?\b"
    r"|\b(?P<section>afdelings|beboer|medlems|bruger|personale)møde[t]?\b",
    re.IGNORECASE,
)
_DEFINITE = (("bestyrelse", "n"), ("direktion", "en"), ("gruppe", "n"), ("forening", "en"))
_OF = re.compile(
    r"\b(?P<name>(?:[A-ZÆØÅ][\wæøå-]+ ){1,3}?(?:Kommune|KOMMUNE))(?![\w-])"
    r"|\b(?P<region>Region(?:en)? (?!for\b)[A-ZÆØÅ][\wæøå]+)\b"
    r"|\b(?P<club>(?i:(?:grundejer|andels(?:bolig)?|ejer(?:bolig)?|bolig|have|idræts|lejer|beboer"
    r"|borger|bruger|vandværks)?foreningen|boligselskabet|vandværket)"
    r" [„”\"“]?[A-ZÆØÅ][\wæøå.-]*(?: (?:[A-ZÆØÅ]|og\b)[\wæøå.-]*){0,4}"
    r"|(?:A/B|E/F|I/S|G/F) [A-ZÆØÅ][\wæøå-]*"
    r"(?: [A-ZÆØÅ][\wæøå-]*){0,3})"
    r"|\b(?P<parish>(?:[A-ZÆØÅ][\wæøå.-]+ ){1,3}(?:Sogn|Sogns|Provsti|Skole|Boligforening"
    r"|Boligselskab|Grundejerforening|Andelsboligforening|Ejerforening|Vandværk|Forsyning))\b"
    r"|\b(?P<school>[A-ZÆØÅ][\wæøå]+skolen)\b"
)


def held_by(words: str) -> str:
    """The body whose meeting is named: "bestyrelsesmøde" is one of "Bestyrelsen"; "" for none."""
    if re.search(r"\bMR[- ]?møde", words):
        return "Menighedsrådet"
    found = _HELD.search(words)
    if found is None:
        return ""
    if found["assembly"]:
        return _capital(found["assembly"]) + "en"
    if found["section"]:
        return _capital(f"{found['section']}mødet")
    body = found["body"].rstrip("-")
    if body.casefold() in ("s", ""):
        return ""
    ends = next((end for word, end in _DEFINITE if body.casefold().endswith(word)), "et")
    return _capital(body + ends)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def belongs_to(words: str) -> str:
    """The municipality, region or association named in a line; "" for none."""
    found = _OF.search(words)
    if found is None or re.match(r"(?:i|på) ", words):
        return ""
    name = " ".join(next(part for part in found.groups() if part).split())
    return re.sub(r'["„”“]', "", name).strip()
