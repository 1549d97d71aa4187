"""An item's heading as read from its first line: title, wrapped lines, case number, repeats."""

import re

from ingest.cases import CaseLine
from ingest.closed import Group, closed_mark, is_closed
from ingest.contents import same_title, unnumbered
from ingest.evidence import ItemHeading, Surroundings
from ingest.fields import field_label
from ingest.forms import Candidate, candidates
from ingest.subheadings import OUTCOME
from ingest.wrapping import wrapped
from vectorstore.schema import fold

_LONGEST_TITLE = 200
_MOST_LINES = 8  # of case numbers, document numbers and initials below a title
_LEAD = re.compile(r"(?P<lead>[^:.]{2,70}?)(?::|\.)\s+(?=\S)")
_MOST_WORDS = 9
_LONG = 14  # words on a line that is more than a title


class Reader:
    """Reads headings of one document; `over` and `case_above` say how its headings are made."""

    def __init__(self, around: Surroundings, *, over: bool, case_above: bool = False) -> None:
        self.around = around
        self.lines = around.lines
        self.over = over  # titles stand above "Sag nr. 129"
        self.case_above = case_above

    def read(self, candidate: Candidate) -> ItemHeading:
        """The heading that begins at a candidate's line."""
        title, first, at = candidate.title, candidate.at, candidate.at + 1
        rest = between = None
        shut = False
        if candidate.form == "row":
            line = self.lines[first]
            rest = line.start + line.text.index("\t", line.text.index("\t") + 1) + 1
            return self._done(candidate, title, None, first, first, repeated=False, rest=rest)
        if not title and self.over:
            first, title = self.title_above(candidate.at)
        elif not title:
            between, shut, _, at = self._data(candidate, "", at)
            title, at = self._title_below(candidate, at, shut=shut)
        elif (lead := self._lead(candidate)) is not None:
            title, rest = lead
            return self._done(candidate, title, None, first, first, repeated=False, rest=rest)
        if not is_closed(title) and title and not (self.over and not candidate.title):
            title, at = wrapped(self.around, self._opens, title, at)
        case, closed, repeated, at = self._data(candidate, title, at)
        case, closed = case or between, closed or shut or candidate.closed
        return self._done(candidate, title, case, first, at, repeated=repeated, closed=closed)

    def _done(
        self,
        candidate: Candidate,
        title: str,
        case: str | None,
        first: int,
        below: int,
        *,
        repeated: bool,
        rest: int | None = None,
        closed: bool = False,
    ) -> ItemHeading:
        closed = closed or candidate.closed or is_closed(title) or is_closed(candidate.title)
        number = candidate.number or 0
        title = title.rstrip(":").rstrip()
        return ItemHeading(
            number, title, case, closed, first, below, repeated, candidate.label, rest, candidate
        )

    def _lead(self, candidate: Candidate) -> tuple[str, int] | None:
        """A title that has its text behind it: "2. Siden sidst: Formanden har talt med …"."""
        if candidate.form in ("sag", "nr", "code", "status") or len(candidate.title) < 12:
            return None
        if self.around.listed(candidate.title) or is_closed(candidate.title):
            return None
        found = _LEAD.match(candidate.title)
        if found is None or len(found["lead"].split()) > _MOST_WORDS:
            return None
        said = candidate.title[found.end() :]
        if not OUTCOME.match(said) and self._words(candidate.at) < _LONG:
            return None
        if self.around.opens_section(self.around.next(candidate.at + 1)):
            return None
        line = self.lines[candidate.at]
        place = line.text.find(said[:20])
        return (found["lead"].strip(), line.start + place) if place > 0 else None

    def _words(self, at: int) -> int:
        """The number of words from a line on to the next blank line or heading."""
        count = len(self.lines[at].text.split())
        for below in range(at + 1, min(at + 4, len(self.lines))):
            if self.lines[below].blank or self._opens(below):
                break
            count += len(self.lines[below].text.split())
        return count

    def title_above(self, at: int) -> tuple[int, str]:
        """The title above a number, with the line it begins on; "" for none."""
        first = at - 1 if at and not self.lines[at - 1].blank else self.around.before(at)
        if first >= 0 and closed_mark(self.lines[first].bare):
            return first, fold(self.lines[first].bare)
        if first < 0 or not (self.may_be_title(first) or self._called_group(first)):
            return at, ""
        field = field_label(self.lines[first].text)
        if field and field[1] < len(self.lines[first].text):
            return at, ""  # "Afbud fra Anne Holm" above the first item
        last = first
        while first > 0 and last - first < 2 and self.may_be_title(first - 1):
            if self.lines[first - 1].blank or self.lines[first - 1].text.endswith((".", ":")):
                break
            first -= 1
        return first, fold(" ".join(line.bare for line in self.lines[first : last + 1]))

    def _title_below(self, candidate: Candidate, at: int, *, shut: bool) -> tuple[str, int]:
        """The title below a number that stands alone, also below its case number.

        Of a closed item nothing is read that the contents do not have.
        """
        listed = self.around.listed_as(candidate.number)
        below = self.around.next(at)
        if shut:
            return listed, at
        if below < len(self.lines) and (self.may_be_title(below) or self._called_group(below)):
            words = self.lines[below].bare
            if not listed or same_title(words, listed) or is_closed(words):
                return fold(words), below + 1
        return listed, at

    def may_be_title(self, at: int) -> bool:
        """Whether a line has the form of a title."""
        line = self.lines[at]
        if line.blank or line.row or len(line.bare) > _LONGEST_TITLE or self._opens(at):
            return False
        if not any(map(str.isalnum, line.bare)):
            return False  # "-": an item without a title
        return not line.text.endswith((".", ":", ";", ",")) or len(line.text.split()) < 4

    def _called_group(self, at: int) -> bool:
        """Whether a title is worded as what stands above several items: "Sager til orientering".

        No number stands between such a line and what is below it, as it does above an item.
        """
        if self.around.groups[at] is not Group.PLAIN or self.lines[at].text.endswith(":"):
            return False
        below = self.around.next(at + 1)
        return below < len(self.lines) and (
            self.over or self.around.own_data(below) or self.around.opens_section(below)
        )

    def _opens(self, at: int) -> bool:
        """Whether a line is one that no title goes on with."""
        around, line = self.around, self.lines[at]
        return (
            around.own_data(at)
            or around.opens_section(at)
            or around.groups[at] is not None
            or any(
                found[0].number is not None and form not in ("bare", "time")
                for form, found in candidates([line]).items()
            )
        )

    def _data(
        self, candidate: Candidate, title: str, at: int
    ) -> tuple[str | None, bool, bool, int]:
        """The case number, whether the item is closed, whether its title stands again."""
        case: CaseLine | None = None
        closed = repeated = False
        for _ in range(_MOST_LINES):
            below = self.around.next(at)
            if below >= len(self.lines):
                break
            found = self.around.cases[below]
            if closed_mark(self.lines[below].bare):
                if is_closed(title) and (found is None or not _may_have(candidate)):
                    break  # the next closed item: "Lukket" stands above each of them
                closed = True
                case = found if case is None and found is not None and found.case else case
            elif found is None:
                if repeated:
                    break
                shut = closed or is_closed(title)
                again, end = self._again(candidate, title, at)
                if not again or (shut and not self._same_words(title, below, end)):
                    break
                repeated, at = True, end
                continue
            elif found.case is not None:
                if self.case_above:
                    break
                if case is not None and case.case and not case.filed and not found.filed:
                    break
                case = found if case is None or case.filed else case
            at = below + 1
        return (case.case if case else None), closed, repeated, at

    def _same_words(self, title: str, first: int, below: int) -> bool:
        """Whether a line says a closed item's title and nothing else."""
        words = self.lines[first].bare
        return below == first + 1 and fold(unnumbered(words)[1]) == title

    def _again(self, candidate: Candidate, title: str, at: int) -> tuple[bool, int]:
        """Skip the title printed once more, as under the case number in the minutes of 2014."""
        first = last = self.around.next(at)
        while last < len(self.lines) and not self.lines[last].blank and last - first < 3:
            if last > first and self._opens(last):
                break
            last += 1
        words = fold(" ".join(line.bare for line in self.lines[first:last]))
        if not words or self.around.headings[first] or not title:
            return False, at
        number, bare = unnumbered(words)
        if same_title(words, title):
            return True, last
        if number in (None, candidate.number) and same_title(bare, title):
            return True, last
        return False, at


def _may_have(candidate: Candidate) -> bool:
    """Whether "Lukket - 24.05.01-G20-4-21" below a closed item is its own, not the next item."""
    return candidate.number is not None or bool(candidate.label) or not closed_mark(candidate.title)


def mostly_above(around: Surroundings, found: list[Candidate]) -> bool:
    """Whether titles stand above numbers that stand alone ("Sag nr. 129")."""
    reader = Reader(around, over=True)
    alone = [each for each in found if not each.title]
    numbers = {each.at for each in alone}
    ups = downs = 0
    for each in alone:
        _, title = reader.title_above(each.at)
        near = each.at > 0 and not around.lines[each.at - 1].blank
        below = around.next(each.at + 1)
        while below < len(around.lines) and around.cases[below] is not None:
            below = around.next(below + 1)
        down = below < len(around.lines) and reader.may_be_title(below)
        if down and around.lines[below - 1].blank and around.next(below + 1) in numbers:
            continue  # the next one's title, or this one's: a closed item has nothing else
        down = down and any(sign.isalnum() for sign in around.lines[below].bare)
        listed = around.listed(title) and not is_closed(title)
        near = near or (listed and not (down and around.listed(around.lines[below].bare)))
        down = down and not (title and same_title(title, around.lines[below].bare))
        ups += bool(title) and (near or not down)
        downs += down and not near
    return 2 * len(alone) > len(found) and ups > downs
