"""Which number of a sentence counts, and whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim

Read = Callable[..., list[Claim]]


def figures(claims: list[Claim]) -> list[tuple[str, int | None, int | None]]:
    return [(claim.measure, claim.low, claim.high) for claim in claims]


def killed(number: int) -> list[tuple[str, int | None, int | None]]:
    return [("killed", number, number)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mortar fire killed eight shoppers.", 8),
        ("Eight shoppers were killed by mortar fire.", 8),
        ("Eight shoppers killed by mortar fire were buried.", 8),
        ("Five officers were gunned down by three attackers.", 5),
        ("The landslide took the lives of 31 miners.", 31),
        ("The corpses of four fishermen washed ashore.", 4),
        ("Rescuers pulled nine bodies from the rubble.", 9),
        ("Forty mortar shells killed three people.", 3),
        ("A stampede crushed 20 pilgrims to death.", 20),
        ("The army sealed the area after 12 people were killed.", 12),
        ("Two soldiers from Homs and a policeman were killed.", 3),
        ("A suicide bomber killed himself and five policemen.", 6),
        ("A local guide was shot in the chest, robbed and killed.", 1),
        ("Flames trapped and killed five cleaners.", 5),
        ("The bomb killed two street vendors.", 2),
        ("Couple, both 80, found dead", 2),
        ("The plane went down with 52 people aboard, all of whom were killed.", 52),
        ("A father of two and his son were swept to their deaths.", 2),
        ("A nurse, her husband and their twin daughters died in the crash.", 4),
        ("A landslide swept six climbers to their deaths.", 6),
        ("The rebels killed 30 soldiers and lost only four.", 4),
        ("The bomb killed eleven of those who had rushed to help.", 11),
        ("Two of the three wounded men died.", 2),
        ("Each of the three blasts killed two people.", 6),
        ("Three blasts each killed two people.", 6),
        ("Two people were killed in each of the three blasts.", 6),
        ("Suicide attack claims 14 in Peshawar", 14),
        ("When it was over, 27 people lay dead.", 27),
        ("Raiders hacked to death three woodcutters.", 3),
        ("A mob beat to death two suspected thieves.", 2),
        ("A wild elephant trampled to death a honey collector.", 1),
        ("Militants burned alive seven drivers.", 7),
        ("A mine blew three members of the patrol to pieces.", 3),
        ("The blaze snuffed out the lives of five workers.", 5),
        ("On Wednesday a firefighter became the third person to die of burns.", 1),
        ("A schoolboy was the only fatality.", 1),
        ("The sole fatality was the driver.", 1),
        ("Police recovered the body of a woman and that of her daughter.", 2),
        ("2 killed on each side when troops exchanged fire.", 4),
        ("A captain embraced martyrdom.", 1),
        ("Killed in the attack were a judge and two bodyguards.", 3),
        ("Dead are Omar Haddad, 45, and his wife Mona, 43.", 2),
        ("He was one of five people killed in the blast.", 5),
        ("The 12 people killed included a pregnant woman.", 12),
        ("A gunman who killed three people at a café was shot dead by police.", 1),
        ("Two clerks were shot execution-style.", 2),
        ("The crash claimed the life of a young mother.", 1),
        ("The attack cost seven soldiers their lives.", 7),
        ("Every one of the 40 passengers died.", 40),
        ("Emma Bowden, 48, editor of a weekly, died in the crash.", 1),
        ("Ex-minister, son killed in unrest", 2),
        ("The mayor was killed along with his driver.", 2),
        ("The five-strong crew died.", 5),
        ("An Australian hitman killed the wrong man.", 1),
        ("A man killed his wife and her mother before turning the gun on himself.", 2),
        ("Two of the victims died at the hospital.", 2),
        ("On 4 May two people were killed.", 2),
        ("At 3 pm two people were killed.", 2),
        ("The crash killed the driver, 45-year-old Maria Lopez of Tucson, and her passenger.", 2),
        ("Up to 40 demonstrators were injured, 2 shot dead by gendarmes.", 2),
    ],
)
def test_the_victims_are_told_from_everyone_else(text: str, number: int, read: Read) -> None:
    assert ("killed", number, number) in figures(read(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A sniper killed a librarian.", 1),
        ("Both pilots were killed.", 2),
        ("A couple and their baby died in the fire.", 3),
        ("A father, his wife and four daughters were killed.", 6),
        ("Reporter Anna Weiss and cameraman Tom Okoro were killed.", 2),
        ("A crew of nine drowned.", 9),
        ("All but five of the 60 passengers were killed.", 55),
        ("Nobody except the pilot was killed.", 1),
        ("Two bombings killed 15 people each.", 30),
        ("Three 14-year-old girls drowned.", 3),
        ("A 25-year-old mother of two was killed.", 1),
        ("Woman, 34, and son, 3, killed in fire", 2),
        ("Abu Salim, a shepherd, was killed.", 1),
        ("Eleven people including three children drowned.", 11),
    ],
)
def test_people_are_counted_whatever_the_words(text: str, number: int, read: Read) -> None:
    assert figures(read(text))[0] == ("killed", number, number)


@pytest.mark.parametrize(
    "text",
    [
        "The virus killed 4,000 chickens.",
        "The frost killed 20 per cent of the crop.",
        "They were killed on Highway 61 at 7:15 am.",
        "Around 300 migrants reached the island.",
        "The camp houses 40,000 refugees.",
        "Up to 5,000 people attended the funeral.",
        "Five officers deserted, a general and four captains.",
        "The visitors were killed off by two late goals.",
        "The old town has nine dead ends.",
        "One of the world's rarest tigers has died.",
        "The midfielder is missing for two games.",
    ],
)
def test_other_numbers_make_no_claim(text: str, read: Read) -> None:
    assert read(text) == []


def test_a_verb_each_has_its_own_number(read: Read) -> None:
    assert figures(read("The bomb killed four and wounded eleven others.")) == [("killed", 4, 4), ("injured", 11, 11)]


def test_a_second_number_leans_on_the_first_verb(read: Read) -> None:
    first, second = read("Raids killed five people in Mosul on Monday and three in Tikrit on Tuesday.")
    assert (first.low, first.place and first.place.text, first.event_time and first.event_time.start) == (
        5,
        "Mosul",
        "2012-03-19",
    )
    assert (second.low, second.place and second.place.text, second.event_time and second.event_time.start) == (
        3,
        "Tikrit",
        "2012-03-20",
    )


def test_the_subject_of_the_next_verb_is_not_the_object_of_the_first(read: Read) -> None:
    assert figures(read("The blast killed two men and a boy was hurt.")) == [("killed", 2, 2), ("injured", 1, 1)]


def test_killed_or_wounded_is_neither_alone(read: Read) -> None:
    assert figures(read("The strikes killed or wounded 60 people.")) == [("casualties", 60, 60)]


def test_families_are_not_persons(read: Read) -> None:
    (claim,) = read("The flood displaced 120 families.")
    assert (claim.unit, claim.low, claim.best, claim.high) == ("family", None, None, None)


def test_every_measure_is_told_apart(read: Read) -> None:
    text = "Nine died, 20 were hurt, four are missing, 300 people fled and two nurses were kidnapped."
    assert [claim.measure for claim in read(text)] == ["killed", "injured", "missing", "displaced", "abducted"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The crash left nine children with minor injuries.", 9),
        ("Six protesters were left nursing bruises.", 6),
        ("Officers found two men with gunshot wounds.", 2),
        ("Three others escaped with cuts and bruises.", 3),
        ("The homeowner had second-degree burns on her arms.", 1),
        ("A girl lost an eye when a rubber bullet struck her.", 1),
        ("Two sappers lost their legs.", 2),
        ("Wounded in the shooting were two women and a child.", 3),
        ("A clerk was pistol-whipped.", 1),
        ("A man was beaten unconscious outside a club.", 1),
    ],
)
def test_people_are_told_to_be_hurt_by_their_wounds(text: str, number: int, read: Read) -> None:
    assert figures(read(text)) == [("injured", number, number)]


@pytest.mark.parametrize(
    "text",
    [
        "A man was found dead with a gunshot wound to the head.",
        "A man hurt in Wednesday's strike has died of his injuries.",
        "A woman wounded in the shooting died on Friday.",
    ],
)
def test_who_is_dead_is_not_hurt_as_well(text: str, read: Read) -> None:
    assert figures(read(text)) == [("killed", 1, 1)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("The floods displaced 2.3 lakh people.", 230_000), ("Floods displaced 1.2 crore people.", 12_000_000),
     ("The storm displaced 12 500 people.", 12_500), ("The war displaced 1 204 500 people.", 1_204_500)],
)  # fmt: skip
def test_numbers_are_read_as_other_countries_write_them(text: str, number: int, read: Read) -> None:
    assert figures(read(text)) == [("displaced", number, number)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Mortar fire killed a baker in Donetsk and, hours later, a shopkeeper in Horlivka.", [1, 1]),
        ("Shelling killed two civilians in Homs and three soldiers in Hama.", [2, 3]),
        ("Gunmen shot dead a teacher in Quetta and a policeman in Karachi on Monday.", [1, 1]),
        ("Gunmen shot dead a teacher in Quetta and a policeman in Karachi was hurt.", [1]),
    ],
)
def test_one_verb_harms_people_in_two_places(text: str, numbers: list[int], read: Read) -> None:
    assert [claim.best for claim in read(text) if claim.measure == "killed"] == numbers


@pytest.mark.parametrize(
    ("text", "measure", "number"),
    [
        ("Floods forced 21,000 people into evacuation centres.", "displaced", 21_000),
        ("The whereabouts of 16 passengers remain unknown.", "missing", 16),
        ("Divers are searching for two boys who fell into the river.", "missing", 2),
        ("Pirates took 18 crew members hostage.", "abducted", 18),
        ("Armed men took away six villagers.", "abducted", 6),
        ("The raiders slit the throats of two guards.", "killed", 2),
        ("Twenty-two people have yet to be found.", "missing", 22),
        ("Six hundred residents were ordered to leave their homes.", "displaced", 600),
        ("Seventeen others are recovering from their wounds.", "injured", 17),
        ("A plane with 62 people on board has disappeared over the Java Sea.", "missing", 62),
        ("Forty-five people were either killed or injured.", "casualties", 45),
    ],
)
def test_people_are_told_to_be_lost_in_other_words(text: str, measure: str, number: int, read: Read) -> None:
    assert figures(read(text)) == [(measure, number, number)]


def test_those_still_searched_for_are_missing(read: Read) -> None:
    text = "Rescuers pulled 14 survivors from the rubble and were searching for at least 20 more."
    assert figures(read(text)) == [("missing", 20, None)]
