"""What programs are told, by the JSON API and by MCP alike: pydantic models and their examples."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from retrieval.question import LONGEST
from vectorstore.schema import Filters

_MANY = 20


@cache
def examples() -> dict[str, Any]:
    """An example of each model that has one, from the invented Lindevang Kommune."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))
    return found


def _with_example(schema: dict[str, Any], model: type[BaseModel]) -> None:
    if model.__name__ in examples():
        schema["examples"] = [examples()[model.__name__]]


class Told(BaseModel):
    """Goes out."""

    model_config = ConfigDict(json_schema_extra=_with_example)


class Asked(BaseModel):
    """Comes in from outside: unknown names are refused."""

    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, json_schema_extra=_with_example
    )


class Limits(Asked):
    """Hvad der søges i. Tomme felter begrænser ikke."""

    committees: list[str] = Field(default=[], max_length=_MANY, description="Udvalgenes navne.")
    first: date | None = Field(default=None, description="Møder fra og med denne dag.")
    last: date | None = Field(default=None, description="Møder til og med denne dag.")
    cases: list[str] = Field(default=[], max_length=_MANY, description="Sagsnumre: 23/4187.")
    meetings: list[str] = Field(default=[], max_length=_MANY, description="Mødernes id.")
    municipalities: list[str] = Field(
        default=[], max_length=_MANY, description="Kommunernes navne, som referaterne har dem."
    )

    def filters(self) -> Filters:
        """As the assistant takes them."""
        return Filters(
            tuple(self.committees), self.first, self.last, tuple(self.cases), tuple(self.meetings),
            tuple(self.municipalities),
        )  # fmt: skip


class Question(Asked):
    """Et spørgsmål, som det skrives på siden."""

    question: str = Field(min_length=1, max_length=LONGEST, description="Dansk eller engelsk.")
    history: list[Annotated[str, Field(max_length=LONGEST)]] = Field(
        default=[], max_length=_MANY, description="Samtalens tidligere spørgsmål, ældste først."
    )
    filters: Limits = Limits()


class Cited(Told):
    """Et sted i referaterne, citeret ord for ord."""

    n: int = Field(description="Tallet i svaret: [1].")
    meeting: str = Field(description="Mødets id.")
    committee: str
    date: date
    item: int = Field(description="Punktets nummer; 0 er mødets hoved.")
    title: str
    case: str | None = Field(description="Sagsnummer.")
    section: str = Field(description="beslutning, indstilling, sagsfremstilling, …")
    quote: str = Field(description="Referatets egne ord.")
    page: int | None = Field(description="Side i en PDF, ellers null.")
    url: str = Field(description="Stedet på denne side, med ordene markeret.")


class Worded(Told):
    """En chatmodel, og hvordan det gik med dens sætninger."""

    name: str
    place: str = Field(description="Maskinen, den kører på.")
    trouble: str = Field(description="Hvorfor svaret er referaternes egne ord; ellers tom.")
    told: str = Field(description="Det samme som en sætning.")
    checked: int = Field(description="Sætninger, som referaterne bekræfter.")
    repaired: int = Field(description="De af dem, der først blev rettet.")
    withdrawn: int = Field(description="Sætninger, der blev trukket tilbage.")


class Answered(Told):
    """Et svar i referaternes egne ord, eller besked om, at de ikke siger det."""

    answer: str = Field(description="Markdown; [n] efter hver sætning peger på en kilde.")
    refused: bool = Field(description="Om svaret er, at referaterne ikke siger det.")
    reason: str = Field(description="Hvorfor, fx not_found eller nearest; ellers tom.")
    citations: list[Cited]
    seconds: float
    model: Worded | None = Field(default=None, description="Kun når en chatmodel er sat.")


class Found(Told):
    """De steder, der ligner søgningen mest, bedste først."""

    query: str
    passages: list[Cited]


class Listed(Told):
    """Et møde i en liste."""

    id: str
    committee: str
    date: date
    items: int = Field(description="Antal punkter.")
    closed: int = Field(description="Hvor mange af dem der er lukkede.")
    url: str


class Meetings(Told):
    """En side af listen over møder, nyeste først."""

    total: int = Field(description="Antal møder på alle sider.")
    page: int
    size: int
    meetings: list[Listed]


class Part(Told):
    """Et afsnit af et punkt."""

    kind: str = Field(description="beslutning, indstilling, sagsfremstilling, …")
    heading: str = Field(description="Overskriften, som den står.")
    decided: date | None = Field(description="Beslutningens egen dato.")
    text: str = Field(description="Referatets egne ord; i tabeller med tabulator mellem celler.")


class Item(Told):
    """Et punkt. Et lukket punkt har ingen afsnit: deres tekst er ikke offentlig."""

    number: int
    title: str
    case: str | None
    closed: bool
    url: str
    sections: list[Part]


class Person(Told):
    """En deltager."""

    name: str
    role: str
    absent: bool


class Minutes(Told):
    """Et helt referat."""

    id: str
    committee: str
    date: date
    time: str | None = Field(description="Hvornår mødet begyndte: 16:30.")
    place: str
    participants: list[Person]
    items: list[Item]
    url: str


class Step(Told):
    """Hvad der skete i en sag på et møde."""

    date: date
    meeting: str
    committee: str
    item: int
    title: str
    closed: bool
    decision: str | None = Field(description="Beslutningens ord; null, hvor der ikke står en.")
    url: str


class Case(Told):
    """En sag over sine møder, ældste først."""

    case: str
    one_matter: bool = Field(
        description="false for et samlenummer („Øvrige sager“): punkterne hører ikke sammen."
    )
    steps: list[Step]


class Problem(Told):
    """Én sætning om, hvad der gik galt, og hvad du kan gøre."""

    error: str
