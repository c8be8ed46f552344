"""Stories of our own, and a press that prints them: for agents that compare articles."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from tocsin import Article

FLOOD = """\
The river Anlo burst its banks above the town of Keral before dawn, carrying away the timber bridge and most of the \
market that stands beside it, the provincial governor said.

At least 26 people were killed and 140 were injured, according to the civil protection office, which has set up a \
field hospital in the yard of the secondary school on the northern hill.

Rescue teams in rubber boats went from roof to roof through the afternoon, and soldiers brought blankets, drinking \
water and diesel for the pumps along the one road that is still open to lorries.

"We heard the water before we saw it, and then the whole street was gone," said Mirela Osk, a baker, who spent \
the night in the bell tower with her neighbours and their children.

The meteorological institute expects the rain to ease on Thursday, though it warned that the reservoir upstream is \
nearly full and that its gates may have to be opened again before the weekend.

Engineers inspected the dam by helicopter and found no cracks, the energy ministry said in a statement, while farmers \
downstream drove their cattle to the ridge and loaded furniture onto carts."""

ORCHESTRA = """\
The city orchestra will open its new season with a programme of dances, the first under its young conductor, who left \
the opera house last summer after a quarrel over rehearsals that filled the local papers for weeks.

Tickets went on sale yesterday morning and the queue reached around the block by noon, past the chocolate shop and the \
old post office, where a brass quintet from the academy played for those who waited in the drizzle.

The hall itself has been given new seats and a second balcony, and the painted ceiling, blackened by a century of gas \
lamps and cigars, was cleaned by restorers who worked lying on their backs for the better part of a year.

Critics who were let into the first rehearsal praised the strings but wondered whether the brass would settle into the \
dry acoustics, which the architects say will improve once the carpets and the curtains have been hung."""


class Press:
    """Prints articles with ids of their own, an hour apart."""

    def __init__(self) -> None:
        self._numbers = count()

    def __call__(
        self, text: str, *, title: str = "River floods Keral", published: str | None = "", **rest: Any
    ) -> Article:
        number = next(self._numbers)
        when = f"2031-05-{1 + number // 24:02}T{number % 24:02}:00:00Z" if published == "" else published
        return Article(id=rest.pop("id", f"article-{number}"), title=title, text=text, published=when, **rest)


@pytest.fixture
def flood() -> str:
    return FLOOD


@pytest.fixture
def orchestra() -> str:
    return ORCHESTRA


@pytest.fixture
def press() -> Press:
    return Press()
