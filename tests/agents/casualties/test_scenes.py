"""A figure without a place or a day has that of the event, which the opening of the article tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim

Read = Callable[..., list[Claim]]
"""Articles are published on Saturday, 24 March 2012."""


def day(claim: Claim) -> str | None:
    return None if claim.event_time is None else claim.event_time.start


def place(claim: Claim) -> tuple[str, str | None] | None:
    return None if claim.place is None else (claim.place.text, claim.place.country)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armed men stopped a bus near Tikrit on Thursday. Six passengers were killed.", "2012-03-22"),
        ("The toll of Tuesday's earthquake rose to 41 on Friday, officials said.", "2012-03-20"),
        ("The number of people killed by Tuesday's flood has climbed to 41, officials said on Friday.", "2012-03-20"),
        ("The state speaks of 21 dead and 16 injured in Sunday's battle between two gangs.", "2012-03-18"),
        ("Shops were shut on Friday, the day after the mayor and three guards were murdered.", "2012-03-22"),
        ("The army said on Friday that its planes had struck Bajil the day before, killing 14 fighters.", "2012-03-22"),
        ("On Friday the coroner named the seven people killed in Wednesday's fire.", "2012-03-21"),
        ("The mayor, who on Friday spoke of 14 dead, stood by his figure.", None),
        ("On Friday hundreds buried the six nurses killed at the clinic.", None),
        ("Five people died at the resort, where he has worked every January.", None),
        ("MANILA, March 22 - The storm killed 212 people, the council said on Friday.", None),
        (
            "Crews searched the ruins on Friday after a fire, which has killed 25 people since it broke out on Monday.",
            "2012-03-19",
        ),
        ("As of 20 March the government confirms 11 deaths.", None),
        ("The quake killed 212 people, up from 180 on Monday.", None),
    ],
)
def test_the_day_is_that_of_the_event(text: str, expected: str | None, read: Read) -> None:
    assert {day(claim) for claim in read(text)} == {expected}


def test_a_day_read_from_the_opening_says_so(read: Read) -> None:
    claim = read("A bus fell off a bridge on Thursday.\n\nSix passengers were killed.")[0]
    assert claim.event_time is not None
    assert (claim.event_time.start, claim.event_time.inferred) == ("2012-03-22", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen stopped a convoy near Tikrit on Thursday. Six drivers were killed.", ("Tikrit", "IQ")),
        ("A patrol was ambushed at Zarbatan, near the border. Six soldiers were killed.", ("Zarbatan", None)),
        ("Troops pounded villages in the Narwal sector of the front. Six people were killed.", ("Narwal", None)),
        (
            "A lorry broke down in the Libyan desert. Six people from Eritrea and Chad were killed.",
            ("Libyan desert", "LY"),
        ),
        ("Mourners met in Brandon. A man shot six people dead, doctors in Winnipeg said.", ("Brandon", "CA")),
        ("BAGHDAD - A bridge collapsed under a lorry. Six people were killed.", ("Baghdad", "IQ")),
        (
            "A boat sank off the coast of Libya. Sixty people died, more than the authorities in Tunis say.",
            ("Libya", "LY"),
        ),
        ("A bomb went off in Tikrit. Four people were hurt and are in a Baghdad hospital.", ("Tikrit", "IQ")),
        ("A bomb went off in Tikrit. Four people were hurt and are at a clinic in Baghdad.", ("Tikrit", "IQ")),
        (
            "BRUSSELS: Blasts killed six people. Four months ago militants killed 130 people in Paris.",
            ("Brussels", "BE"),
        ),
        ("Six people were stabbed. A witness told Xinhua that he had run, the Xinhua news agency said.", None),
        ("A boat sank near Sfax. The monitor, which is based in Britain, put the toll at six.", ("Sfax", "TN")),
        (
            "A boat sank near Sfax. Six people died on the ferry Bulgaria, said Iran, and accused Riyadh.",
            ("Sfax", "TN"),
        ),
        ("PARADISE, Calif. - Six people died as a fire swept through Paradise.", ("Paradise", "US")),
        ("Six senators were killed, it was said in Parliament.", None),
    ],
)
def test_the_place_is_that_of_the_event(text: str, expected: tuple[str, str | None] | None, read: Read) -> None:
    assert {place(claim) for claim in read(text) if claim.temporal_role == "current"} == {expected}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Iraq: bomb kills eight",
            "A car bomb exploded in Tikrit on Friday. Eight people were killed.",
            ("Tikrit", "IQ"),
        ),
        ("Iraq: bomb kills eight", "A car bomb exploded on Friday. Eight people were killed.", ("Iraq", "IQ")),
    ],
)
def test_a_headline_that_names_the_country_leaves_the_place_to_the_opening(
    title: str, text: str, expected: tuple[str, str], read: Read
) -> None:
    assert {place(claim) for claim in read(text, title=title)} == {expected}


def test_those_told_together_share_a_place(read: Read) -> None:
    claims = read("A flood hit Hama. In Aleppo, 42 people have died and 14 are missing.")
    assert {place(claim) for claim in claims} == {("Aleppo", "SY")}


def test_a_place_of_the_past_is_not_that_of_the_event(read: Read) -> None:
    claims = read(
        "Gunmen attacked a prison in Tikrit on Thursday. Seven guards were killed.\n\nIn 2009, 19 died in a raid on Mosul."
    )
    assert place(next(claim for claim in claims if claim.best == 7)) == ("Tikrit", "IQ")


def test_two_places_at_once_are_nobodys(read: Read) -> None:
    claims = read("Two people were killed in Homs. Three people were killed in Kabul. Thirty were hurt.")
    assert place(next(claim for claim in claims if claim.best == 30)) is None
