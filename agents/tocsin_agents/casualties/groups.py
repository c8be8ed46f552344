"""Find the groups of people that a sentence counts: "at least 26 villagers", "a 12-year-old boy", "Lena Ortiz"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.counting import CURRENCIES, DESIGNATORS, MORE, ORDINALS, ZERO
from tocsin_agents.casualties.lexicon.people import DISTINCT_THINGS, FAMILIES, PEOPLE, PLURALS, THINGS, TIME_UNITS
from tocsin_agents.casualties.numbers import Quantity, exactly, read_quantity, value_at
from tocsin_agents.casualties.tokens import Token
from tocsin_agents.casualties.triggers import Hit

__all__ = ["Form", "Group", "Sort", "find_groups"]


class Sort(StrEnum):
    """What is counted."""

    PERSON = "person"
    FAMILY = "family"
    HARM = "harm"
    """Deaths, injuries, lives, bodies: not people, but one for each."""
    UNSAID = "unsaid"
    """A bare number: "killing four"."""
    UNKNOWN = "unknown"
    THING = "thing"


class Form(StrEnum):
    """How the number is told."""

    NUMBER = "number"
    SINGULAR = "singular"
    PLURAL = "plural"
    NAME = "name"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Group:
    """A counted noun phrase: tokens `[first:last)`, the noun at `head` (-1 when unsaid)."""

    first: int
    last: int
    quantity: Quantity
    sort: Sort
    form: Form
    head: int = -1
    noun: str = ""
    more: bool = False
    """Further ones: "two more", "another four"."""
    of_set: bool = False
    """Some of a set already named: "two of the dead", "three of them"."""
    others: bool = False
    """The rest of a set: "the other 14", "eleven others"."""
    definite: bool = False
    members: tuple[Group, ...] = ()
    """The groups that were added up: "a mother and her three children"."""
    parts: tuple[Group, ...] = ()
    """The groups that this one is divided into: "fifteen people, nine civilians and six policemen"."""

    @property
    def people(self) -> bool:
        """Whether it may be harmed: not things, animals, hours or money."""
        return self.sort is not Sort.THING


_RUN = 7
"""Words; longer noun phrases before their noun are not worth following."""
_QUOTES = frozenset("'\"‘’“”")
_MONTHS = grammar.words(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
_DAYS = grammar.words("monday tuesday wednesday thursday friday saturday sunday")
_YEAR_BEFORE = grammar.words("in of since by during until till late early mid from before after and to between year circa") | _MONTHS
_FINITE = grammar.words(
    "escaped survived left went took came hit struck sank fell began broke said told made found gave got saw ran drove flew shot set put led met"
    " held kept brought sent blew burst tore rose remain remained remains include includes included according aged"
    " became become becomes leave leaves live works work live say says die went hits kills died aboard ago each"
)
_AGENTIVE = ("ers", "ors", "ists", "ians", "ees", "ants", "men", "women", "eers", "ites", "ards")
_AGENT = ("ist", "ian", "man", "woman", "ee", "er", "or", "hand", "mate", "ster", "eer")
_NOT_AGENTS = grammar.words(
    "number order power water weather winter summer river tower paper letter matter order member-state computer border corner"
    " centre center quarter chapter daughterboard theatre theater cover danger disaster error factor floor door motor sector"
    " reactor tractor indoor harbour harbor armor rumor terror mirror error odor humor labor december november october september"
    " former latter larger smaller higher lower greater better other another under over after later earlier ever never either neither"
    " together whether per outer inner upper further rather fewer newer older younger bigger longer shorter faster slower stronger"
    " weaker closer deeper minor major senior junior superior interior exterior prior anterior poor helicopter tanker bunker trailer"
    " freighter trawler liner fighter-jet shelter counter container transformer boiler cylinder ladder folder filter timber rubber"
    " silver copper leather feather layer fever cancer ulcer murder surrender thunder laughter slaughter fodder committee coffee"
    " degree fee tree knee refugee-camp guarantee land beforehand firsthand estimate climate ultimate intimate palestinian-israeli"
    " human meridian median monster poster register semester master-plan cluster easter twister career"
)
_SET_HEADS = grammar.words("them whom us you these those which")
_OF_STARTS = grammar.words("the them whom us you these those his her their its our my which")
_CONTAINERS = grammar.words("group crowd team crew convoy family party total pair trio gang party household delegation couple number")


def find_groups(tokens: Sequence[Token], hits: Sequence[Hit]) -> tuple[Group, ...]:
    """Give the groups of a sentence in order, not yet joined; each token belongs to one at most."""
    chunker = _Chunker(tokens, {k: hit for hit in hits for k in range(hit.first, hit.last)})
    found: list[Group] = []
    at = 0
    while at < len(tokens):
        group = chunker.group_at(at)
        if group is not None:
            found.append(group)
        at = at + 1 if group is None else max(group.last, at + 1)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Run:
    """The nouns after a number or determiner: the token after them, their head, and what they name."""

    end: int
    head: int
    sort: Sort


class _Chunker:
    """Reads one sentence; a hit inside a noun phrase ("12 wounded soldiers") is told apart from a verb."""

    def __init__(self, tokens: Sequence[Token], hits: Mapping[int, Hit]) -> None:
        self.tokens = tokens
        self.hits = hits

    def group_at(self, at: int) -> Group | None:
        """Give the group that begins at token `at`, whatever its form."""
        token = self.tokens[at]
        if not (token.is_word or token.text[0].isdigit() or token.text == "~"):
            return None
        read = self._numbered(at) or self._zero(at) or self._determined(at) or self._named(at) or self._bare(at)
        return None if read is None else self._with_age(self._with_set(read))

    def word(self, at: int) -> str:
        """Give the lower-case word at `at`, or nothing beyond the end."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    # -- numbers

    def _zero(self, at: int) -> Group | None:
        for phrase in ZERO:
            words = phrase.split()
            if [self.word(at + k) for k in range(len(words))] == words:
                break
        else:
            return None
        after = at + len(words)
        if self.word(at) in {"any", "none"} and self.word(after) == "of":
            after = self._skip_definite(after + 1)[0]
            inner = value_at(self.tokens, after)
            after = inner[1] if inner else after
        elif self.word(at) == "any":
            return None
        if self.word(after) in MORE or self.word(after) in {"longer", "doubt", "matter"}:
            return None
        if self.word(after) in {"but", "except"}:
            inner = self.group_at(after + 1)
            return None if inner is None else replace(inner, first=at)
        run = self._run(after)
        return Group(at, run.end, exactly(0), run.sort, Form.ZERO, run.head, self.word(run.head))

    def _numbered(self, at: int) -> Group | None:
        start, definite = self._skip_definite(at)
        all_but = self._all_but(start)
        if all_but is not None:
            return all_but
        ordinal = self._ordinal(start)
        if ordinal is not None:
            return replace(ordinal, first=at)
        more = others = False
        if self.word(start) in {"another", "other", "remaining"}:
            more, others = self.word(start) == "another", self.word(start) != "another"
            start += 1
        read = read_quantity(self.tokens, start)
        if read is None or self._not_a_count(start, read[1]):
            return None
        quantity, end = read
        if self.word(end - 1) == "couple" and self.word(end) != "of" and self.word(end) not in PLURALS:
            # Husband and wife, not "a couple of".
            return Group(at, end, exactly(2), Sort.PERSON, Form.NUMBER, end - 1, "couple", definite=definite)
        if self.word(end) == "of" and self.word(end + 1) not in _OF_STARTS and quantity.qualifier == "vague":
            end += 1
        if self.word(end) in MORE | {"others", "other"}:
            more, others = more or self.word(end) in MORE, others or self.word(end) not in MORE
            end += 1 if self.word(end) != "others" else 0
        run = self._run(end)
        if self.word(run.end) == "and" and self.word(run.end + 1) == "counting" and quantity.best is not None:
            quantity = Quantity(quantity.best, quantity.best, None, "at_least")
        sort = Sort.THING if self._not_people(at, end) else run.sort
        return Group(
            at, run.end, quantity, sort, Form.NUMBER, run.head, self.word(run.head), more or quantity.more, False, others, definite
        )

    def _skip_definite(self, at: int) -> tuple[int, bool]:
        start = at
        while self.word(start) in grammar.DEFINITE | {"all", "another's"} and self.word(start) != "that":
            start += 1
        return start, start > at

    def _all_but(self, at: int) -> Group | None:
        """Read "(all) but three of the 48 on board" as 45; `at` is after "all"."""
        if self.word(at - 1) != "all" or self.word(at) != "but":
            return None
        left = value_at(self.tokens, at + 1)
        if left is None or self.word(left[1]) != "of":
            return None
        start, _ = self._skip_definite(left[1] + 1)
        whole = value_at(self.tokens, start)
        if whole is None or whole[0] < left[0]:
            return None
        run = self._run(whole[1])
        return Group(at - 1, run.end, exactly(whole[0] - left[0]), run.sort, Form.NUMBER, run.head, self.word(run.head))

    def _ordinal(self, at: int) -> Group | None:
        """Read "a fifth victim" as one more."""
        after = at + 1 if self.word(at) in {"a", "another"} else at
        if self.word(after) not in ORDINALS or (after == at and self.word(at - 1) != "the"):
            return None
        run = self._run(after + 1)
        if run.sort not in {Sort.PERSON, Sort.UNSAID}:
            return None
        return Group(at, run.end, exactly(1), Sort.PERSON, Form.NUMBER, run.head, self.word(run.head), more=True)

    def _not_a_count(self, start: int, end: int) -> bool:
        """Whether the number at `[start:end)` is a date, a year, a name's number or an amount of money."""
        before, after = self.word(start - 1), self.word(end)
        if before in DESIGNATORS and self.word(start).isdigit():
            return True
        if before in CURRENCIES or before in {"aged", "how", "so", "too", "as"} or before in _MONTHS or (before in {"no", "nos", "no."}):
            return True
        if after in _MONTHS and self.word(start).isdigit() or self.tokens[end - 1].lower.endswith("th"):
            return True
        if before == "may" and self.tokens[start - 1].is_capital and start > 1:
            return True
        word = self.word(start)
        is_year = end == start + 1 and word.isdigit() and len(word) == 4 and word[:2] in {"18", "19", "20"}  # noqa: PLR2004
        return is_year and (before in _YEAR_BEFORE or after not in PEOPLE)

    def _not_people(self, at: int, end: int) -> bool:
        """Whether what follows the number makes it hours, per cent, a score or a street number."""
        after = self.word(end)
        if after in TIME_UNITS or after in THINGS or after in {"%", "per", "pc", "°", "-", "/"} or after in CURRENCIES:
            return after not in DISTINCT_THINGS and after not in PEOPLE
        return self.word(at - 1) == "/"

    # -- noun phrases without a number

    def _determined(self, at: int) -> Group | None:
        """Read "a schoolteacher", "the driver", "his wife", "a family of five", "the villagers"."""
        if self.word(at) not in grammar.DETERMINERS or self.word(at) in {"all", "each", "every", "any", "no", "some", "that"}:
            return None
        start = at + 1
        while self.word(start) in grammar.DEFINITE | {"other"}:
            start += 1
        if self.word(start) in _CONTAINERS and self.word(start + 1) == "of":
            inner = read_quantity(self.tokens, start + 2)
            if inner is not None:
                run = self._run(inner[1])
                return Group(at, run.end, inner[0], Sort.PERSON, Form.NUMBER, run.head, self.word(start))
        run = self._run(start)
        if run.head < 0 or run.sort not in {Sort.PERSON, Sort.FAMILY, Sort.HARM}:
            return None
        noun = self.word(run.head)
        plural = (noun in PLURALS or (noun.endswith("s") and noun not in PEOPLE)) and not self._is_one(at, run.head)
        if plural and self.word(at) in grammar.INDEFINITE:
            return None
        definite = self.word(at) in grammar.DEFINITE
        both = self.word(at) == "both"
        quantity = Quantity(2, None, None, "plural") if plural and not both else exactly(2 if both or noun in {"couple", "pair"} else 1)
        form = Form.NUMBER if both else Form.PLURAL if plural else Form.SINGULAR
        end = self._past_name(run.end)
        return Group(at, end, quantity, run.sort, form, run.head, noun, self.word(at) == "another", definite=definite)

    def _is_one(self, at: int, head: int) -> bool:
        """Whether a collective noun means one of them: "a national staff", "UN staff was shot"."""
        return self.word(head) == "staff" and (self.word(at) in grammar.INDEFINITE or self.word(head + 1) in {"was", "is", "has"})

    def _past_name(self, at: int) -> int:
        """Give the token after the name that follows a noun: "the activist Lena Ortiz"."""
        while at < len(self.tokens) and self._is_name(at):
            at += 1
        return at

    def _named(self, at: int) -> Group | None:
        """Read a person's name of two words or more, with what stands before it: "political analyst Lena Ortiz"."""
        start = at
        while start < at + _RUN and self._is_title(start):
            start += 1
        end = self._past_name(start)
        head = start - 1 if start > at and self.word(start - 1) in PEOPLE else -1
        if end - start < (1 if head >= 0 else 2) or self._names_a_place_or_body(start, end):
            return None
        return Group(at, end, exactly(1), Sort.PERSON, Form.NAME, head if head >= 0 else end - 1, self.word(head))

    def _is_title(self, at: int) -> bool:
        """Whether a word may stand before a name, as an office or trade does."""
        word = self.word(at)
        if word in PEOPLE:
            return word not in PLURALS
        plain = word.isalpha() and word.islower() and word not in _STOPS | grammar.ADVERBS | THINGS | TIME_UNITS
        lower = at < len(self.tokens) and not self.tokens[at].is_capital
        return plain and lower and at not in self.hits and not word.endswith(("ed", "ing", "ly", "s"))

    def _is_name(self, at: int) -> bool:
        token = self.tokens[at]
        return (
            token.is_capital
            and at not in self.hits
            and not token.possessive
            and token.lower not in PEOPLE
            and token.lower not in _MONTHS | _DAYS
            and token.lower not in grammar.DETERMINERS | grammar.PREPOSITIONS | grammar.AUXILIARIES | grammar.BREAKS
            and token.lower not in grammar.CONJUNCTIONS | grammar.SUBJECT_PRONOUNS
        )

    def _names_a_place_or_body(self, start: int, end: int) -> bool:
        if self.tokens[start].lower.endswith("ly") or self.word(end) in THINGS:
            return True
        words = [self.word(k) for k in range(start, end)]
        return any(word in THINGS or word in _BODIES or self.tokens[start + k].text.isupper() for k, word in enumerate(words))

    def _bare(self, at: int) -> Group | None:
        """Read "villagers", "armed men", and the headline's "boy"."""
        if self.word(at) not in PEOPLE or at in self.hits or (self.word(at - 1) == "many" and self.word(at - 2) == "how"):
            return None
        run = self._run(at)
        if run.sort is not Sort.PERSON:
            return None
        noun = self.word(run.head)
        if noun in PLURALS and not self._is_one(at, run.head):
            return Group(at, run.end, Quantity(2, None, None, "plural"), Sort.PERSON, Form.PLURAL, run.head, noun)
        return Group(at, run.end, exactly(1), Sort.PERSON, Form.SINGULAR, run.head, noun)

    # -- nouns

    def _run(self, start: int) -> _Run:
        """Read the adjectives and nouns from `start`."""
        end = start
        nouns: list[int] = []
        while end < len(self.tokens) and end - start < _RUN:
            token = self.tokens[end]
            if token.text in _QUOTES and (end == start or nouns):
                end += 1
                continue
            if token.text == "(" and self.word(end + 2) == ")" and self.word(nouns[-1] if nouns else -1) not in PLURALS:
                # "one international (Danish) nurse"
                end += 3
                continue
            if self._stops(end, nouns):
                break
            if not self._modifies(end):
                nouns.append(end)
            end += 1
        return self._headed(start, nouns)

    def _stops(self, at: int, nouns: Sequence[int]) -> bool:
        token = self.tokens[at]
        word = token.lower
        if not token.is_word and not word.endswith("-year-old"):
            return True
        if word in _STOPS or (word in _MONTHS | _DAYS and token.is_capital):
            return True
        if at in self.hits and self.hits[at].entry.frame != "noun":
            return not self._is_modifier(at) or bool(nouns)
        if nouns and word not in PEOPLE:
            if self.word(nouns[-1]) in PLURALS or word.endswith(("ed", "ing", "ly")) or word in grammar.ADVERBS:
                return True
        return word in grammar.ADVERBS and not nouns and self.word(at + 1) not in PEOPLE

    def _modifies(self, at: int) -> bool:
        word = self.word(at)
        return word not in PEOPLE and (word.endswith(("ed", "ing", "-year-old", "ly")) or at in self.hits and self._is_modifier(at))

    def _is_modifier(self, at: int) -> bool:
        """Whether a trigger stands before the noun it describes: "two wounded soldiers"."""
        return self.word(at + 1) in PEOPLE and self.word(at) in {"wounded", "injured", "missing", "displaced", "dead", "slain", "trapped", "kidnapped", "abducted"}

    def _headed(self, start: int, nouns: list[int]) -> _Run:
        if not nouns:
            return _Run(start, -1, Sort.UNSAID)
        while nouns:
            last = nouns[-1]
            sort = self._sort(last)
            if sort is Sort.UNKNOWN and any(self._sort(k) is Sort.PERSON for k in nouns[:-1]) and not self.word(last).endswith("s"):
                nouns = nouns[:-1]
                continue
            return _Run(last + 1, last, sort)
        return _Run(start, -1, Sort.UNSAID)

    def _sort(self, at: int) -> Sort:
        token = self.tokens[at]
        word = token.lower
        if word in FAMILIES:
            return Sort.FAMILY
        if word in DISTINCT_THINGS or at in self.hits:
            return Sort.HARM
        if word in PEOPLE or word == "others":
            return Sort.PERSON
        if word in THINGS or word in TIME_UNITS or token.possessive:
            return Sort.THING
        if word.rpartition("-")[2] in PEOPLE or word.endswith(_AGENTIVE) or (word.endswith(_AGENT) and word not in _NOT_AGENTS) or (token.is_capital and word.endswith("s") and at):
            return Sort.PERSON
        return Sort.UNKNOWN

    # -- what follows

    def _with_set(self, group: Group) -> Group:
        """Mark "two of the dead", "seven of them", "three of their own"."""
        at = group.last
        if group.form is not Form.NUMBER and not (group.form is Form.SINGULAR and self.word(group.first) == "one"):
            return group
        if self.word(at) != "of" or not (self.word(at + 1) in _OF_STARTS or value_at(self.tokens, at + 1)):
            return group
        if self.word(at + 1) in _SET_HEADS:
            return replace(group, last=at + 2, of_set=True)
        inner = value_at(self.tokens, at + 1)
        if inner is not None:
            # "one of two sisters"
            run = self._run(inner[1])
            return replace(group, last=run.end, sort=run.sort, noun=self.word(run.head)) if run.sort is Sort.PERSON else group
        end = at + 2
        head = -1
        while end < len(self.tokens) and end < at + 6 and not (self._stops(end, ()) and end not in self.hits):
            if end in self.hits or self.word(end) in PEOPLE or self.word(end) in {"own", "victims"}:
                head = end
            end += 1
            if head >= 0 and (end in self.hits or self.word(end) not in PEOPLE):
                break
        if head < 0:
            return group
        sort = Sort.PERSON if group.sort in {Sort.UNSAID, Sort.UNKNOWN} else group.sort
        return replace(group, last=head + 1, of_set=self.word(at + 1) not in grammar.POSSESSIVES, sort=sort, noun=self.word(head))

    def _with_age(self, group: Group) -> Group:
        """Take in the age that follows a person: "a boy, 12,", "Lena Ortiz (40)", "two girls, aged 3 and 8,"."""
        at = group.last
        if self.word(at) not in {",", "("}:
            return group
        k = at + 1
        if self.word(k) == "aged":
            while k < len(self.tokens) and (self.word(k) in {"aged", "and", "between", "to"} or self.word(k).isdigit()):
                k += 1
        elif group.form in {Form.SINGULAR, Form.NAME} and self.word(k).isdigit() and len(self.word(k)) <= 2:  # noqa: PLR2004
            k += 1
        if k == at + 1 or self.word(k) not in {",", ")", ".", ";", "and", ""}:
            return group
        return replace(group, last=k + 1 if self.word(k) in {",", ")"} else k)


_STOPS = (
    grammar.PREPOSITIONS
    | grammar.CONJUNCTIONS
    | grammar.AUXILIARIES
    | grammar.BREAKS
    | grammar.RELATIVES
    | grammar.DETERMINERS
    | grammar.SUBJECT_PRONOUNS
    | grammar.OBJECT_PRONOUNS
    | grammar.NEGATIONS
    | _FINITE
)
_BODIES = grammar.words(
    "army police council committee ministry party front brigade movement state states islamic news agency press times post tv"
    " university hospital school street road square airport airlines company corporation bank club united republic ministry"
    " court church mosque prison embassy parliament congress senate house union association federation force forces"
    " network observatory watch cross crescent department office bureau commission centre center institute"
    " province district county city town valley river mountains north south east west northern southern eastern western central"
    " monday tuesday wednesday thursday friday saturday sunday the security national"
)
