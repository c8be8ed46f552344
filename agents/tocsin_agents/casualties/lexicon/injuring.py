"""The words that say that people were injured."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.entries import Entry
from tocsin_agents.casualties.lexicon.spelling import (
    INTRANSITIVE,
    NOUN,
    STATE,
    TOLL,
    TRANSITIVE,
    adverbial,
    counts_of,
)
from tocsin_agents.casualties.lexicon.wounds import WOUNDED

__all__ = ["INJURED"]

_BODY_PARTS = "leg legs arm arms shoulder foot hand chest stomach neck head face back thigh knee abdomen groin eye hip ankle elbow"


_LIMBS = "leg legs arm arms shoulder shoulders foot feet hand hands thigh knee groin hip ankle elbow wrist calf buttocks buttock finger"
"""Where a shot seldom kills: "shot in the leg" is hurt, "shot in the chest" may be either."""
_MISSILES = (
    _BODY_PARTS + " bullet bullets round rounds gunfire shrapnel gunshot gunshots crossfire stone stones machete arrow"
)
_VIOLENCE = """police soldiers militia militiamen armed robbed robbers robbery attack attacked ambush ambushed gang mob guards
    detained detention custody prison arrested abducted kidnapped stick sticks rifle butts butt severely badly brutally
    policemen policeman protesters demonstrators seriously harshly physically assailants bandits youths checkpoint perpetrators insurgents tortured whipped batons"""
_HOSPITALS = "hospital hospitals clinic clinics infirmary medical trauma icu"
_STILL = "remain remains remained still are were recovering being left leaves leaving put puts putting"

INJURED: tuple[Entry, ...] = (
    *WOUNDED,
    Entry(
        "injured",
        TOLL,
        counts_of(
            "injured", "the injured", "wounded", "the wounded", "people injured", "people wounded", "injured people"
        ),
        "The number of wounded rose to 90.",
    ),
    Entry(
        "injured",
        TOLL,
        "the wounded at/the injured at",
        "The police put the wounded at seven.",
        beside="put puts putting placed",
    ),
    Entry("injured", TRANSITIVE, "wound", "A bomb wounded two guards."),
    Entry("injured", TRANSITIVE, "injure", "The crash injured twelve passengers."),
    Entry("injured", TRANSITIVE, "hurt hurts hurt hurt hurting", "Six people were hurt."),
    Entry("injured", TRANSITIVE, "maim", "The mine maimed two boys."),
    Entry("injured", TRANSITIVE, "hospitalise", "Nine pupils were hospitalised."),
    Entry("injured", TRANSITIVE, "hospitalize", "Nine pupils were hospitalized."),
    Entry("injured", TRANSITIVE, "treat", "Medics treated 35 people for burns.", followed_by="for in at by on"),
    *(
        Entry("injured", TRANSITIVE, verb, example, after="to", followed_by=_HOSPITALS)
        for verb, example in (
            ("rush", "Four people were rushed to hospital."),
            ("transport", "Two drivers were transported to a hospital."),
            ("airlift", "A climber was airlifted to the Carver County hospital."),
            ("admit admits admitted admitted admitting", "Six pupils were admitted to hospital."),
            ("take takes took taken taking", "A cyclist was taken to Mercy Hospital."),
            ("fly flies flew flown flying", "Two burned sailors were flown to a military hospital."),
            ("bring brings brought brought bringing", "Nine wounded fighters were brought to the hospital."),
            ("carry carries carried carried carrying", "Eleven villagers were carried to a clinic."),
            ("medevac medevacs medevaced medevaced medevacing", "A soldier was medevaced to a hospital."),
        )
    ),
    *(
        Entry("injured", TRANSITIVE, verb, example, followed_by="injuries wounds burns")
        for verb, example in (
            ("airlift", "A climber was airlifted with serious injuries."),
            ("medevac medevacs medevaced medevaced medevacing", "A soldier was medevaced with burns."),
        )
    ),
    Entry(
        "injured",
        INTRANSITIVE,
        "require",
        "Two climbers required hospital treatment.",
        followed_by="hospital surgery stitches amputation",
    ),
    Entry(
        "injured",
        INTRANSITIVE,
        "receive",
        "Six people received treatment for burns.",
        followed_by="treatment stitches injuries wounds injury",
    ),
    Entry(
        "injured",
        INTRANSITIVE,
        "need",
        "Four pupils needed hospital treatment.",
        followed_by="treatment surgery stitches",
    ),
    Entry(
        "injured",
        INTRANSITIVE,
        "get/gets/got/got/getting",
        "Two passengers got injured.",
        followed_by="injured hurt wounded",
    ),
    Entry(
        "injured",
        TRANSITIVE,
        "send sends sent sent sending",
        "The fire sent nine people to the hospital.",
        followed_by="hospital hospitals",
        needs_person=True,
    ),
    *(
        Entry("injured", TRANSITIVE, verb, example, then=hospital)
        for verb, example in (
            ("put puts put put putting", "A gas leak put 26 pupils {}."),
            ("leave leaves left left leaving", "The crash left four cyclists {}."),
            ("land lands landed landed landing", "The brawl landed two fans {}."),
        )
        for hospital in ("in hospital", "in the hospital")
        for example in (example.format(hospital),)
    ),
    Entry("injured", TRANSITIVE, "graze", "A bullet grazed two girls.", beside="bullet bullets gunfire shot shots"),
    Entry(
        "injured",
        TRANSITIVE,
        "pistol-whip pistol-whips pistol-whipped pistol-whipped pistol-whipping",
        "Robbers pistol-whipped a clerk.",
    ),
    Entry(
        "injured", TRANSITIVE, "beat beats beat beaten beating", "A man was beaten unconscious.", after="unconscious"
    ),
    Entry("injured", TRANSITIVE, "scald", "Boiling water scalded two cooks."),
    Entry("injured", TRANSITIVE, "maul", "A bear mauled two hikers."),
    Entry("injured", TRANSITIVE, "gore", "A bull gored three runners."),
    Entry(
        "injured", TRANSITIVE, "slash slashes slashed slashed slashing", "A man slashed four commuters with a knife."
    ),
    Entry("injured", TRANSITIVE, "knifes knifes knifed knifed knifing", "A robber knifed two guards.", weak=True),
    Entry("injured", TRANSITIVE, "bruise", "The fall bruised three dancers."),
    Entry("injured", TRANSITIVE, "cripple", "The blast crippled two soldiers.", needs_person=True),
    Entry("injured", TRANSITIVE, "disfigure", "Acid disfigured two sisters."),
    Entry("injured", TRANSITIVE, "concuss concusses concussed concussed concussing", "Four players were concussed."),
    Entry("injured", TRANSITIVE, "bloody bloodies bloodied bloodied bloodying", "Police bloodied six protesters."),
    Entry("injured", TRANSITIVE, "trample", "An elephant trampled a tourist.", weak=True),
    Entry("injured", TRANSITIVE, "poison", "Tainted milk poisoned 60 pupils.", weak=True),
    Entry(
        "injured",
        TRANSITIVE,
        "gas gasses gassed gassed gassing",
        "Forty villagers were gassed.",
        weak=True,
        needs_person=True,
    ),
    Entry("injured", TRANSITIVE, "run/runs/ran/run/running", "Two cyclists were run over.", after="over", weak=True),
    Entry("injured", TRANSITIVE, "knock", "A car knocked down four pedestrians.", after="down", weak=True),
    Entry("injured", TRANSITIVE, "shoot shoots shot shot shooting", "Two teenagers were shot in Reno.", weak=True),
    Entry("injured", TRANSITIVE, "stab stabs stabbed stabbed stabbing", "A clerk was stabbed by a robber.", weak=True),
    Entry("injured", TRANSITIVE, "burn burns burned burned burning", "The fire burned four workers.", weak=True),
    Entry(
        "injured",
        TRANSITIVE,
        "beat beats beat beaten beating",
        "Two drivers were beaten by armed men.",
        beside=_VIOLENCE,
        weak=True,
    ),
    Entry(
        "injured",
        TRANSITIVE,
        adverbial("seriously", "assault assaults assaulted assaulted assaulting"),
        "A nurse was seriously assaulted.",
        weak=True,
    ),
    Entry(
        "injured",
        TRANSITIVE,
        adverbial("physically", "assault assaults assaulted assaulted assaulting"),
        "A nurse was physically assaulted.",
        weak=True,
    ),
    Entry(
        "injured",
        TRANSITIVE,
        "hit hits hit hit hitting",
        "A boy was hit by a stray bullet.",
        followed_by=_MISSILES,
        weak=True,
    ),
    Entry(
        "injured",
        TRANSITIVE,
        "strike strikes struck struck striking",
        "A boy was struck by a stray bullet.",
        followed_by=_MISSILES,
        weak=True,
    ),
    Entry("injured", TRANSITIVE, "sicken", "A gas leak sickened 40 pupils."),
    Entry(
        "injured",
        STATE,
        "in hospital/in the hospital/in a hospital/in hospitals/in local hospitals/in area hospitals",
        "Nine passengers remain in hospital.",
        beside=_STILL,
    ),
    Entry(
        "injured",
        TRANSITIVE,
        "shoot shoots shot shot shooting",
        "A herder was shot in the arm.",
        followed_by=_LIMBS,
    ),
    Entry(
        "injured",
        TRANSITIVE,
        "stab stabs stabbed stabbed stabbing",
        "A nurse was stabbed in the neck.",
        followed_by=_BODY_PARTS,
    ),
    Entry(
        "injured",
        INTRANSITIVE,
        "suffer",
        "Three people suffered burns.",
        followed_by="burns injuries wounds injury wound inhalation concussion bruises cuts fractures fracture trauma bones bruising lacerations hypothermia frostbite sprains bites bite stings shock amputation amputations punctures puncture blisters whiplash",
    ),
    Entry(
        "injured",
        INTRANSITIVE,
        "sustain",
        "Three people sustained injuries.",
        followed_by="burns injuries wounds injury wound bruises cuts fractures fracture trauma",
    ),
    Entry(
        "injured",
        STATE,
        "fighting for his life/fighting for her life/fighting for their lives/clinging to life/on life support",
        "Two are fighting for their lives.",
        grade=True,
    ),
    Entry("injured", STATE, "unhurt unharmed uninjured unscathed", "All nine miners escaped unhurt.", negative=True),
    Entry("injured", STATE, "wia", "Five soldiers WIA."),
    Entry("injured", STATE, "critical", "Twelve are critical.", grade=True),
    Entry(
        "injured",
        STATE,
        "expected to survive/expected to live/expected to recover/expected to make a full recovery",
        "Three of the men are expected to survive.",
        grade=True,
    ),
    Entry(
        "injured",
        STATE,
        "/".join(
            f"in {how} condition"
            for how in (
                "fair",
                "good",
                "noncritical",
                "non-critical",
                "guarded",
                "extremely critical",
                "serious but stable",
            )
        ),
        "Two passengers were in fair condition.",
        grade=True,
    ),
    Entry(
        "injured",
        STATE,
        "in stable condition/in a stable condition/in critical condition/in a critical condition/in serious condition/in a serious condition/in grave condition/in a grave condition/in intensive care",
        "Three are in critical condition.",
        grade=True,
    ),
    Entry("injured", NOUN, "injury injuries", "There were nine injuries."),
)
