"""The words that say that people went missing, had to leave their homes, or were abducted."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.entries import Entry
from tocsin_agents.casualties.lexicon.spelling import INTRANSITIVE, NOUN, STATE, TOLL, TRANSITIVE, counts_of

__all__ = ["ABDUCTED", "CASUALTIES", "DISPLACED", "MISSING"]

_CAPTORS = """gunmen militants rebels insurgents armed pirates taliban bandits jihadists extremists kidnappers captors
    guerrillas separatists hostage hostages ransom unidentified unknown militiamen raiders fighters haram"""

_SHELTERS = "shelter shelters camp camps evacuation relief"
_RESCUE = """rescuers rescue rescuer divers rubble coastguard coast navy firefighters helicopter helicopters capsized sank sunk
    avalanche landslide mudslide debris collapsed collapse river lake sea mountain wreckage flood floods"""

MISSING: tuple[Entry, ...] = (
    Entry(
        "missing",
        TOLL,
        counts_of("missing", "the missing", "people missing", "missing people"),
        "The number of missing fell to nine.",
    ),
    Entry("missing", STATE, "missing", "Fourteen sailors are missing."),
    Entry(
        "missing",
        TRANSITIVE,
        "sweep/sweeps/swept/swept/sweeping",
        "Floods swept away nine hikers.",
        after="away",
        weak=True,
    ),
    Entry(
        "missing",
        TRANSITIVE,
        "wash/washes/washed/washed/washing",
        "Two boys were washed away.",
        after="away",
        weak=True,
    ),
    Entry(
        "missing",
        TRANSITIVE,
        "search",
        "Rescuers are searching for 14 sailors.",
        after="for",
        beside=_RESCUE,
        needs_person=True,
    ),
    Entry(
        "missing",
        TRANSITIVE,
        "look",
        "Divers were looking for three anglers.",
        after="for",
        beside=_RESCUE,
        needs_person=True,
    ),
    Entry(
        "missing",
        NOUN,
        "whereabouts",
        "The whereabouts of 16 passengers remain unknown.",
        of_only=True,
        beside="unknown",
    ),
    Entry("missing", NOUN, "fate", "The fate of nine miners is unknown.", of_only=True, beside="unknown unclear"),
    Entry(
        "missing",
        STATE,
        "yet to be found/still to be found/yet to be located/yet to be accounted for/not yet been found/not been accounted for",
        "Twenty-two people have yet to be found.",
    ),
    Entry("missing", STATE, "unaccounted", "Nine miners remain unaccounted for.", after="for"),
    Entry("missing", STATE, "lost", "Eight sailors were lost at sea.", after="at sea"),
    Entry("missing", TRANSITIVE, "entomb", "The collapse entombed nine miners."),
    Entry("missing", STATE, "adrift", "Fourteen fishermen are adrift."),
    Entry(
        "missing",
        STATE,
        "not been heard from/not been seen since/not been heard of",
        "Two hikers have not been heard from.",
    ),
    Entry("missing", INTRANSITIVE, "disappear", "Twelve students disappeared."),
    Entry("missing", INTRANSITIVE, "vanish", "Twelve students vanished."),
    Entry("missing", TRANSITIVE, "trap traps trapped trapped trapping", "Nine miners were trapped underground."),
    Entry(
        "missing",
        TRANSITIVE,
        "bury buries buried buried burying",
        "Forty people were buried under the mud.",
        beside="mud avalanche landslide mudslide rubble debris snow collapse collapsed",
    ),
)

DISPLACED: tuple[Entry, ...] = (
    Entry(
        "displaced",
        TOLL,
        counts_of(
            *("displaced", "the displaced", "displaced people", "displaced persons", "people displaced", "evacuees"),
            *("homeless", "the homeless", "homeless people", "people homeless", "people left homeless"),
        ),
        "The number of evacuees reached 4,000.",
    ),
    Entry("displaced", INTRANSITIVE, "flee flees fled fled fleeing", "3,000 residents fled."),
    Entry("displaced", TRANSITIVE, "displace", "The fighting displaced 40,000 people."),
    Entry("displaced", TRANSITIVE, "uproot", "The war uprooted 90,000 people."),
    Entry("displaced", TRANSITIVE, "evacuate", "Firemen evacuated 200 residents."),
    Entry(
        "displaced",
        TRANSITIVE,
        "drive drives drove driven driving",
        "Floods drove 900 people from their homes.",
        followed_by="from out",
    ),
    Entry("displaced", TRANSITIVE, "force", "Floods forced 900 people from their homes.", followed_by="from out"),
    *(
        Entry("displaced", TRANSITIVE, verb, example, followed_by=_SHELTERS, needs_person=True)
        for verb, example in (
            ("force", "Floods forced 900 people into shelters."),
            ("drive drives drove driven driving", "The storm drove 3,000 people into evacuation centres."),
            ("move", "Some 400 residents were moved into temporary shelters."),
            ("send sends sent sent sending", "The flood sent 4,000 people to evacuation centres."),
        )
    ),
    Entry("displaced", TRANSITIVE, "force", "Floods forced 900 people to flee.", needs_flight=True),
    Entry(
        "displaced",
        TRANSITIVE,
        "order",
        "Some 640 residents were ordered to leave.",
        needs_flight=True,
        needs_person=True,
    ),
    Entry("displaced", STATE, "had to leave/had to flee/have to leave", "There are 45 residents who had to leave."),
    Entry(
        "displaced",
        TRANSITIVE,
        "expel expels expelled expelled expelling",
        "Militiamen expelled 300 villagers.",
        needs_person=True,
    ),
    Entry("displaced", TRANSITIVE, "relocate", "Officials relocated 700 villagers.", needs_person=True),
    Entry(
        "displaced",
        TRANSITIVE,
        "move",
        "Some 400 residents were moved to shelters.",
        after="to",
        followed_by="shelter shelters safety camps higher",
    ),
    Entry(
        "displaced",
        INTRANSITIVE,
        "take/takes/took/taken/taking",
        "Six hundred people took refuge in a church.",
        after="refuge",
    ),
    Entry(
        "displaced",
        INTRANSITIVE,
        "seek/seeks/sought/sought/seeking",
        "Six hundred people sought refuge in a church.",
        after="refuge",
    ),
    Entry("displaced", INTRANSITIVE, "abandon", "Nine hundred labourers abandoned their homes.", followed_by="homes"),
    Entry("displaced", NOUN, "evacuation", "Officials ordered the evacuation of 800 people.", of_only=True),
    Entry("displaced", STATE, "homeless", "The storm left 640 homeless."),
    Entry(
        "displaced",
        STATE,
        "without shelter/without a roof/without a home/without homes/without their homes",
        "The flood left 640 people without shelter.",
    ),
    Entry(
        "displaced",
        INTRANSITIVE,
        "lose/loses/lost/lost/losing",
        "Sixteen thousand people lost their homes.",
        after="their homes",
    ),
    Entry(
        "displaced",
        INTRANSITIVE,
        "leave/leaves/left/left/leaving",
        "Nine hundred people left their homes.",
        after="their homes",
    ),
)

ABDUCTED: tuple[Entry, ...] = (
    Entry(
        "abducted",
        TOLL,
        counts_of(
            "hostages", "captives", "abducted", "the abducted", "kidnapped", "people abducted", "people kidnapped"
        ),
        "The number of hostages is put at 60.",
    ),
    Entry("abducted", TRANSITIVE, "kidnap kidnaps kidnapped kidnapped kidnapping", "Gunmen kidnapped two nurses."),
    Entry("abducted", TRANSITIVE, "kidnap kidnaps kidnaped kidnaped kidnaping", "Gunmen kidnaped two nurses."),
    Entry("abducted", TRANSITIVE, "abduct", "Gunmen abducted two nurses."),
    Entry("abducted", TRANSITIVE, "take/takes/took/taken/taking", "Nine workers were taken hostage.", after="hostage"),
    Entry("abducted", TRANSITIVE, "take/takes/took/taken/taking", "Two engineers were taken captive.", after="captive"),
    *(
        Entry("abducted", TRANSITIVE, "take/takes/took/taken/taking", f"Pirates took 18 sailors {held}.", then=held)
        for held in ("hostage", "captive")
    ),
    Entry(
        "abducted",
        TRANSITIVE,
        "take/takes/took/taken/taking",
        "Armed men took away six villagers.",
        after="away",
        beside=_CAPTORS,
        needs_person=True,
        weak=True,
    ),
    Entry(
        "abducted",
        TRANSITIVE,
        "snatch",
        "Gunmen snatched 30 pupils from a school.",
        needs_person=True,
    ),
    *(
        Entry("abducted", TRANSITIVE, "take/takes/took/taken/taking", f"A nurse was taken {whence}.", after=whence)
        for whence in (
            "from his home",
            "from her home",
            "from their home",
            "from their homes",
            "to an unknown location",
            "to an undisclosed location",
            "to an unknown destination",
        )
    ),
    Entry(
        "abducted",
        TRANSITIVE,
        "carry/carries/carried/carried/carrying",
        "Raiders carried off ten girls.",
        after="off",
        beside=_CAPTORS,
        needs_person=True,
    ),
    Entry("abducted", TRANSITIVE, "seize", "Two engineers were seized by rebels.", beside=_CAPTORS, weak=True),
    Entry(
        "abducted",
        TRANSITIVE,
        "hold holds held held holding",
        "Rebels are holding nine workers hostage.",
        followed_by="hostage hostages captive",
    ),
    Entry("abducted", NOUN, "kidnapping abduction", "Police confirmed the kidnapping of two engineers.", of_only=True),
)

CASUALTIES: tuple[Entry, ...] = (
    Entry("casualties", NOUN, "casualty casualties", "The hospital received 40 casualties."),
)
