"""Who stands behind a figure, told in its sentence, in a headline, or where the article introduces the speaker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Village elders said 12 herders had been shot dead.", ["witness"]),
        ("Twelve herders were shot dead, village elders told the Sahel Post.", ["witness"]),
        ("Islamabad says four soldiers were killed.", ["official"]),
        ("The Philippines maintains that nine fishermen drowned.", ["official"]),
        ("By the union's tally, 27 miners died in the shaft.", ["monitor_ngo"]),
        ("Nurses at the hospital contend that 19 people were killed.", ["medical"]),
        ("Major Ines Duarte of the fire department said two children had died.", ["official"]),
        ("Colonel Ines Duarte, a spokeswoman in the capital, said two men had died.", ["military"]),
        ("The army's press office announced that two pilots had died.", ["military"]),
        ("The civil defence institute said nine people died.", ["official"]),
        ("The mayor's spokesman, Adan Yusuf, told Radio Coast that nine people died.", ["official"]),
        ("A local lawmaker, Omar Said, put the toll at 17.", ["official"]),
        ("The fire brigade, which announced on Friday that 13 had been killed, is still searching.", ["official"]),
        ("The toll is twice as high as the government concedes, a doctors' union said, putting it at 44.", ["medical"]),
        ("The ministry has not moved from its own figures, published on Friday: four killed.", ["official"]),
        ("The coastguard admitted a mistake on Friday as it lowered the death toll from 34 to 31.", ["official"]),
        ("The attorney general's office said nine people drowned.", ["official"]),
        ("A truck blew up on Thursday and police said on Friday that nine people had died.", ["police"]),
        ("BAMAKO - Mali's army said nine people died.", ["military"]),
        ("A nurse told the Coastal Monitor that nine people had died.", ["medical"]),
        ("Officials and survivors said nine people drowned.", ["official"]),
        ("On Friday officials said nine people drowned.", ["official"]),
        ("Nine bodies were brought to the hospital, its superintendent said.", ["medical"]),
        ("Nine people died, Dr. Anwar Quader told reporters.", ["medical"]),
        ("The ministry denied blame, and said that ten people had died.", ["official"]),
        ("Twelve men drowned, based on what the passengers told them.", []),
        ("Twenty people died, twice as many as the police have announced.", []),
    ],
)
def test_a_sentence_tells_who_speaks(text: str, types: list[str], read: Read) -> None:
    assert [source.type for source in read(text)[0].attribution] == types


@pytest.mark.parametrize(
    ("title", "types"),
    [
        ("Police: three dead in house fire in Leeds", ["police"]),
        ("Six villagers killed by landslide: mayor", ["official"]),
        ("31 died in factory fire, says union", ["monitor_ngo"]),
        ("Leeds: three dead in house fire", []),
        ("Kabul: three dead in house fire", []),
    ],
)
def test_a_headline_sets_its_source_apart(title: str, types: list[str], read: Read) -> None:
    assert [source.type for source in read(title=title)[0].attribution] == types


@pytest.mark.parametrize(
    ("introduction", "types"),
    [
        ("Help came late, said Tamim Haddad, a doctor at the clinic.", ["medical"]),
        ("A spokesman for the state, Tamim Haddad, had no comment at first.", ["official"]),
        ("The army's spokesman, Lt Tamim Haddad, had no comment at first.", ["military"]),
        ("Captain Tamim Haddad of the highway police closed the road.", ["police"]),
        ("Smoke hung over the town, said Tamim Haddad, who sells bread.", ["witness"]),
    ],
)
def test_a_name_is_of_the_kind_that_the_article_introduces_it_with(
    introduction: str, types: list[str], read: Read
) -> None:
    (claim,) = read(f"{introduction}\n\nNine people were killed, Haddad said.")
    assert [source.type for source in claim.attribution] == types


@pytest.mark.parametrize(
    ("first", "again", "kind"),
    [
        ("A senior fire brigade officer", "the officer, Naeem Siddiqui,", "official"),
        ("The civil defence institute", "the institute's head, General Jorge Salcedo,", "official"),
        ("A doctors' union", "the union's secretary, Kadia Sow,", "medical"),
        ("A rebel group", "the group", "armed_group"),
    ],
)
def test_an_institution_named_again_is_the_one_named_before(first: str, again: str, kind: str, read: Read) -> None:
    claims = read(f"{first} said four people were killed in Tikrit. Thirty were hurt, {again} said.")
    assert [[source.type for source in claim.attribution] for claim in claims] == [[kind], [kind]]


def test_a_figure_without_a_source_has_that_of_the_office_that_spoke_before(read: Read) -> None:
    _, hurt = read(
        "Gunmen killed seven people in Tikrit on Friday, police said.\n\n"
        '"I ran," said Amina Bello, a trader.\n\nEleven people were wounded.'
    )
    assert [(source.type, source.inferred) for source in hurt.attribution] == [("police", True)]


def test_two_accounts_keep_their_sources(read: Read) -> None:
    claims = read(
        "The army says that its raid killed 14 fighters.\n\n"
        "The governor gives another account. The planes hit a market, and 32 people died there."
    )
    assert [(claim.best, claim.attribution[0].type) for claim in claims] == [(14, "military"), (32, "official")]


def test_nobody_is_made_up_where_the_article_names_nobody(read: Read) -> None:
    (claim,) = read('Six people died in a fire in Leeds.\n\n"It was dark," said Zoe Nowak, a weaver.')
    assert not claim.attribution


def test_a_source_after_a_figure_speaks_for_what_follows_it(read: Read) -> None:
    claims = read(title="31 bodies recovered, operator says 60 missing")
    assert [(claim.best, [source.inferred for source in claim.attribution]) for claim in claims] == [
        (31, [True]),
        (60, [False]),
    ]


def test_who_dismisses_a_charge_and_goes_on_denies_no_more(read: Read) -> None:
    claims = read("The army dismissed the charge that it had killed villagers, and said that ten men had died.")
    assert [(claim.low, claim.polarity) for claim in claims] == [(2, "denied"), (10, "affirmed")]


@pytest.mark.parametrize(
    "credit",
    ["That is according to the army.", "The figures came from the army.", "An army spokesman gave the figures."],
)
def test_the_next_sentence_may_name_the_source(credit: str, read: Read) -> None:
    (claim,) = read(f"Forty people were killed in a battle in the desert. {credit}")
    assert [(source.type, source.inferred) for source in claim.attribution] == [("military", False)]


def test_a_name_between_commas_is_of_the_office_before_it(read: Read) -> None:
    claims = read(
        "The interior secretary, Raul Ontiveros, apologised to five families. The number of injured is now 26, Ontiveros said."
    )
    assert [[each.type for each in claim.attribution] for claim in claims] == [["official"]]
