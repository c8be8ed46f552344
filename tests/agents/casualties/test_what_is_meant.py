"""Whether it happened, and what kind of figure it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody died in the crash.",
        "There were no deaths.",
        "None of the 60 miners was killed.",
        "The blast did not kill any of the 60 miners.",
        "The explosion did not kill anyone.",
        "The attack caused no loss of life.",
        "No women or children were reported among the dead.",
        "The crew abandoned ship without loss of life.",
        "The siege ended without any deaths.",
        "The plane landed without injury.",
        "Neither the driver nor the passenger was hurt.",
        "Three houses collapsed but their 11 occupants came out unharmed.",
    ],
)
def test_nobody_is_zero(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.polarity, claim.low, claim.high, claim.alertable) == ("zero", 0, 0, False)


@pytest.mark.parametrize(
    "text",
    [
        "No casualties have been confirmed.",
        "The quake caused neither deaths nor injuries.",
        "The fire was put out without casualties.",
    ],
)
def test_no_casualties_means_neither_dead_nor_injured(text: str, read: Read) -> None:
    assert {(claim.measure, claim.polarity) for claim in read(text)} == {
        ("killed", "zero"),
        ("injured", "zero"),
    }


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The ministry denied that nine soldiers had died.", "denied"),
        ("Police denied killing nine students.", "denied"),
        ("Earlier reports of nine deaths were incorrect.", "retracted"),
        ("Reports of nine deaths turned out to be false.", "retracted"),
        ("The agency withdrew its report that nine people had died.", "retracted"),
    ],
)
def test_what_is_denied_or_withdrawn_raises_no_alert(text: str, polarity: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.low, claim.polarity, claim.alertable) == (9, polarity, False)


@pytest.mark.parametrize(
    "text",
    [
        "If the truce fails, thousands could be killed.",
        "The group vowed to kill 20 officers.",
        "The attack would have killed scores of people.",
        "The toll could rise to 50.",
        "The drill simulated a quake killing 5,000 people.",
        "Did the raid kill 12 civilians?",
        "In the novel, three detectives are murdered.",
        "The plan to kill four ministers was foiled.",
        "It was unclear how many people had been killed.",
        "Aid workers want to evacuate the wounded.",
        "Villagers were being killed by the militia.",
        "He called for a halt to the killing.",
        "Many were trapped under the rubble.",
        "Planners assumed that a bomb had killed 250 people.",
        "The attackers had planned to kill 100 worshippers.",
        "Heart disease kills one in four adults.",
        "The gang planned to kidnap and murder two bankers.",
        "Ten per cent of the town's 4,000 people were killed.",
        "More people have died than the police have admitted.",
        "The minister went missing from two debates.",
        "Police investigating the attack claim 14 suspects were involved.",
        "Seven hikers missing since Sunday have been found safe and well.",
        "The two missing boys were found alive.",
        "A skier was trapped for forty minutes.",
        "Four climbers who went missing on Mont Blanc were found alive.",
        "Three fishermen who had been missing for a week were rescued on Friday.",
        "Staff practised treating 200 casualties in a mock earthquake.",
        "The airport ran an exercise in which a bomb killed 60 people.",
        "The finale of the telenovela, in which two brothers are gunned down, drew nine million viewers.",
        "The bank was the fourth casualty of the credit crunch.",
        '"Not one more woman murdered!" the marchers shouted.',
        "Pirates were slaughtered 4-1 at home.",
        "Floodwaters killed 1,700 head of livestock.",
        "Two climbers lost contact with base camp.",
        "The team lost three players to injury.",
        "Nobody knows how many died.",
        "Registration Number: 130349 Registration Number: 130349",
        "Kidnapped priest freed in Nigeria",
        "The party lost more than a million voters.",
        "The gunman turned the gun on his wife.",
        "Police are searching for two suspects.",
    ],
)
def test_what_did_not_happen_makes_no_claim(text: str, read: Read) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Another two died overnight.", "increment"),
        ("A sixth miner has died.", "increment"),
        ("The death toll has reached 112.", "period_total"),
        ("More than 900 people have died since the war began.", "cumulative"),
        ("Since January, gang violence has left 2,439 people dead.", "cumulative"),
        ("The insurgency has made 40,000 people homeless since 2009.", "cumulative"),
        ("On Friday a guard became the third person to die of burns.", "increment"),
        ("Traffic accidents kill about 1,300 people a year.", "rate"),
        ("The dead included four children.", "breakdown"),
        ("Four of the dead were women.", "breakdown"),
    ],
)
def test_the_kind_of_figure_is_told(text: str, kind: str, read: Read) -> None:
    assert read(text)[0].kind == kind


def test_the_second_to_die_is_counted_once(read: Read) -> None:
    (claim,) = read("A man shot on Friday has died, making him the second person killed in the attack.")
    assert (claim.measure, claim.best, claim.kind) == ("killed", 1, "increment")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Some 50 are feared drowned.", "feared"),
        ("The rebels claimed to have killed 25 soldiers.", "alleged"),
        ("The rebels claimed their fighters had killed 25 soldiers.", "alleged"),
        ("The rebels claim 100 soldiers were killed.", "alleged"),
        ("It is believed that 20 people died.", "feared"),
        ("The insurgents boasted of having killed 25 soldiers.", "alleged"),
        ("Two climbers lost contact with base camp and are feared dead.", "feared"),
        ("As many as 80 people may be trapped in the rubble.", "feared"),
        ('A banner read "Six thousand martyrs".', "slogan"),
    ],
)
def test_the_modality_is_told(text: str, modality: str, read: Read) -> None:
    assert read(text)[0].modality == modality


def test_only_some_modalities_may_alert(read: Read) -> None:
    assert read("Some 50 are feared drowned.")[0].alertable
    assert not read('A banner read "Six thousand martyrs".')[0].alertable


@pytest.mark.parametrize(
    "text",
    [
        "In 1988 a bombing killed 270 people.",
        "The storm killed nine people last year.",
        "He was convicted of murdering three women.",
        "The regiment lost 60 men in January.",
        "In February last year over 50,000 people died in the quake.",
        "A year ago on Sunday, 72 people died in the blaze.",
        "A century after the liner sank with the loss of 1,500 lives, its wreck is decaying.",
    ],
)
def test_what_is_long_past_is_background(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.temporal_role, claim.alertable) == ("background", False)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("On 9 February, rebels ambushed a convoy near Gao, killing four soldiers.", "current"),
        ("On the night of 4 February armed men killed four herders.", "current"),
        ("On 9 February 1998, rebels killed four soldiers.", "background"),
        ("Shops reopened in Gao. On 9 February, rebels killed four soldiers.", "background"),
    ],
)
def test_the_day_that_a_note_opens_with_is_the_one_that_it_reports(text: str, role: str, read: Read) -> None:
    (claim,) = read(text)
    assert claim.temporal_role == role


def test_a_rise_remembers_the_figure_before(read: Read) -> None:
    (claim,) = read("The toll rose to 31 from 26.")
    assert claim.low == 31
    assert claim.previous is not None
    assert (claim.previous.low, claim.previous.direction) == (26, "up")


@pytest.mark.parametrize(
    "text",
    [
        "The number of dead, initially given as four, was raised to seven.",
        "The death toll, first put at four, rose to seven.",
        "The toll, earlier reported as four, now stands at seven.",
        "The toll was revised to seven from an earlier four.",
    ],
)
def test_a_figure_told_in_passing_is_the_one_before(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.best, claim.previous and claim.previous.best) == (7, 4)


def test_a_source_that_corrects_itself_makes_one_claim(read: Read) -> None:
    (claim,) = read("The council, which earlier reported five deaths, now says eight.")
    assert (claim.low, claim.previous and claim.previous.low) == (8, 5)


@pytest.mark.parametrize(
    ("text", "included"),
    [
        ("Nine people were killed, including the bomber.", True),
        ("The attacker and six worshippers died.", True),
        ("Four guards died, not counting the two attackers.", False),
        ("Four guards died.", None),
        ("The suicide bomber was among the seven dead.", True),
        ("Six people, two robbers included, died in the exchange of fire.", True),
        ("A policeman and two of the hostage-takers were killed.", True),
    ],
)
def test_attackers_are_counted_or_not_as_the_text_says(text: str, included: bool | None, read: Read) -> None:  # noqa: FBT001
    assert read(text)[0].includes_perpetrator is included


@pytest.mark.parametrize(
    "text",
    [
        "The hospital said the woman reported dead on Monday was in fact alive.",
        "A soldier who was reported killed last week is alive, the army said.",
        "A climber presumed dead has been found alive.",
    ],
)
def test_who_was_said_to_be_dead_and_lives_is_taken_back(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.best, claim.polarity, claim.modality, claim.alertable) == (1, "retracted", "asserted", False)


def test_a_report_that_was_a_mistake_is_withdrawn(read: Read) -> None:
    (claim,) = read("An official later said the report of six deaths had been a mistake.")
    assert (claim.polarity, claim.alertable) == ("retracted", False)
    assert read("Six people were killed by mistake.")[0].polarity == "affirmed"


@pytest.mark.parametrize(
    "text",
    [
        "Three people died in the trailer.",
        "Three people died in the hostage drama.",
        "In an episode of violence, three people died.",
    ],
)
def test_words_of_the_stage_may_be_meant_otherwise(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert claim.alertable
