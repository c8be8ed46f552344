"""The words that say that people were killed, injured, went missing, were displaced or abducted.

One entry per verb, state or noun, each with one example that the tests read. To teach the extractor a word, add an entry.
"""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.entries import Entry, Frame

__all__ = ["ENTRIES"]

_T, _I, _S, _N, _TOLL = Frame.TRANSITIVE, Frame.INTRANSITIVE, Frame.STATE, Frame.NOUN, Frame.TOLL

_BODY_PARTS = "leg legs arm arms shoulder foot hand chest stomach neck head face back thigh knee abdomen groin eye hip ankle elbow"


_MISSILES = _BODY_PARTS + " bullet bullets gunfire shrapnel gunshot gunshots crossfire stone stones machete arrow"
_VIOLENCE = """police soldiers militia militiamen armed robbed robbers robbery attack attacked ambush ambushed gang mob guards
    detained detention custody prison arrested abducted kidnapped stick sticks rifle butts butt severely badly brutally
    seriously harshly physically assailants bandits youths checkpoint perpetrators insurgents tortured whipped batons"""
_CAPTORS = """gunmen militants rebels insurgents armed pirates taliban bandits jihadists extremists kidnappers captors
    guerrillas separatists hostage hostages ransom unidentified unknown militiamen"""
_STILL = "remain remains remained still are were recovering being"


def _counts_of(*whom: str) -> str:
    """Spell "the number of" several kinds of people."""
    return "/".join(f"number of {people}" for people in whom)


def _adverbial(adverb: str, forms: str) -> str:
    """Put an adverb before each of the five forms of a verb."""
    return "/".join(f"{adverb} {form}" for form in forms.split())


_KILLED = (
    Entry("killed", _T, "kill", "A bomb killed two guards."),
    Entry("killed", _T, "slay slays slew slain slaying", "Raiders slew nine herders."),
    Entry("killed", _T, "murder", "Bandits murdered three drivers."),
    Entry("killed", _T, "massacre", "Militiamen massacred 40 villagers."),
    Entry("killed", _T, "slaughter", "Raiders slaughtered 30 villagers."),
    Entry("killed", _T, "execute", "The guerrillas executed two mayors."),
    Entry("killed", _T, "behead", "Extremists beheaded three captives."),
    Entry("killed", _T, "decapitate", "Extremists decapitated two captives."),
    Entry("killed", _T, "assassinate", "Gunmen assassinated a judge."),
    Entry("killed", _T, "lynch", "A mob lynched two men."),
    Entry("killed", _T, "electrocute", "A fallen cable electrocuted three children."),
    Entry("killed", _T, "asphyxiate", "Fumes asphyxiated four miners."),
    Entry("killed", _T, "strangle", "The robbers strangled two shopkeepers."),
    Entry("killed", _T, "martyrise martyrises martyred martyred martyring", "Six fighters were martyred."),
    Entry("killed", _T, "gun guns gunned gunned gunning", "They gunned down two officers.", after="down"),
    Entry("killed", _T, _adverbial("fatally", "shoot shoots shot shot shooting"), "A man was fatally shot."),
    Entry("killed", _T, _adverbial("fatally", "stab stabs stabbed stabbed stabbing"), "A boy was fatally stabbed."),
    Entry("killed", _T, _adverbial("fatally", "strike strikes struck struck striking"), "A girl was fatally struck."),
    Entry("killed", _T, _adverbial("fatally", "wound wounds wounded wounded wounding"), "A guard was fatally wounded."),
    Entry(
        "killed", _T, _adverbial("fatally", "injure injures injured injured injuring"), "A rider was fatally injured."
    ),
    Entry(
        "killed", _T, _adverbial("mortally", "wound wounds wounded wounded wounding"), "A guard was mortally wounded."
    ),
    Entry("killed", _T, "shoot shoots shot shot shooting", "Two men were shot dead.", after="dead"),
    Entry("killed", _T, "shoot shoots shot shot shooting", "Two men were shot to death.", after="to death"),
    Entry("killed", _T, "stab stabs stabbed stabbed stabbing", "Two men were stabbed to death.", after="to death"),
    Entry(
        "killed", _T, "stab stabs stabbed stabbed stabbing", "A man stabbed two guards to death.", followed_by="death"
    ),
    Entry(
        "killed",
        _T,
        "shoot shoots shot shot shooting",
        "A man shot two guards to death.",
        followed_by="death",
    ),
    Entry("killed", _N, "remains", "The remains of a hiker were found.", of_only=True),
    Entry("killed", _T, "hack", "Raiders hacked five women to death.", followed_by="death"),
    Entry("killed", _T, "burn burns burned burned burning", "Four women were burned to death.", followed_by="death"),
    Entry("killed", _T, "burn burns burned burnt burning", "Four children were burnt to death.", followed_by="death"),
    Entry("killed", _T, "crush", "A falling wall crushed three workers to death.", followed_by="death"),
    Entry("killed", _T, "beat beats beat beaten beating", "A mob beat two men to death.", followed_by="death"),
    Entry("killed", _T, "trample", "Nine pilgrims were trampled to death.", followed_by="death"),
    Entry("killed", _T, "stone", "A crowd stoned two men to death.", followed_by="death"),
    Entry("killed", _T, "mow mows mowed mown mowing", "A lorry mowed down nine pedestrians.", after="down"),
    Entry("killed", _T, "wipe", "The raid wiped out twelve villagers.", after="out"),
    Entry("killed", _I, "die dies died died dying", "Two sailors died."),
    Entry("killed", _I, "perish", "Nine climbers perished."),
    Entry("killed", _I, "drown", "Three swimmers drowned.", labile=True),
    Entry("killed", _I, "succumb", "Two patients succumbed to burns."),
    Entry("killed", _I, "suffocate", "Six stowaways suffocated.", labile=True),
    Entry("killed", _I, "lose/loses/lost/lost/losing", "Three soldiers lost their lives.", after="their lives"),
    Entry("killed", _I, "lose/loses/lost/lost/losing", "A rider lost his life.", after="his life"),
    Entry("killed", _I, "lose/loses/lost/lost/losing", "A rider lost her life.", after="her life"),
    Entry("killed", _I, "meet/meets/met/met/meeting", "Four hikers met their deaths.", after="their deaths"),
    Entry("killed", _I, "bleed/bleeds/bled/bled/bleeding", "Two men bled to death.", after="to death"),
    Entry("killed", _I, "freeze/freezes/froze/frozen/freezing", "Two climbers froze to death.", after="to death"),
    Entry("killed", _I, "starve", "Eighty children starved to death.", after="to death"),
    Entry("killed", _T, "lose loses lost lost losing", "The battalion lost six men.", needs_person=True),
    Entry("killed", _S, "dead", "The quake left 50 dead."),
    Entry(
        "killed",
        _S,
        "clubbed to death/bludgeoned to death/mauled to death/put to death/tortured to death/knifed to death",
        "A guard was clubbed to death.",
    ),
    Entry("killed", _S, "victims", "Two of the victims were teachers.", set_only=True),
    Entry("killed", _S, "lifeless", "Two men were found lifeless."),
    Entry("killed", _N, "death deaths", "Officials reported 19 deaths."),
    Entry("killed", _N, "fatality fatalities", "There were six fatalities."),
    Entry("killed", _N, "body bodies corpse corpses", "Divers recovered 14 bodies."),
    Entry("killed", _N, "martyr martyrs", "The town buried 12 martyrs."),
    Entry(
        "killed",
        _N,
        "killing murder assassination execution beheading slaying drowning massacre lynching",
        "Police confirmed the murder of three students.",
        of_only=True,
    ),
    Entry(
        "killed",
        _N,
        "fatal shooting/fatal stabbing/shooting death/stabbing death/deadly shooting/shooting deaths/beating death",
        "Police made an arrest in the fatal shooting of a clerk.",
        of_only=True,
    ),
    Entry("killed", _I, "pass/passes/passed/passed/passing", "Two patients passed away after the crash.", after="away"),
    Entry("killed", _I, "take/takes/took/taken/taking", "The gunman took his own life.", after="his own life"),
    Entry("killed", _I, "take/takes/took/taken/taking", "The gunmen took their own lives.", after="their own lives"),
    Entry("killed", Frame.SURVIVAL, "survive", "Neither of the pilots survived."),
    Entry("killed", _N, "lives", "The crash claimed nine lives.", needs_loss=True),
    Entry("killed", _TOLL, "toll", "The toll rose to 31."),
    Entry(
        "killed",
        _TOLL,
        _counts_of(
            "dead",
            "the dead",
            "deaths",
            "fatalities",
            "people killed",
            "people confirmed dead",
            "confirmed dead",
            "confirmed deaths",
            "victims",
        ),
        "The number of dead rose to 41.",
    ),
    Entry("killed", _TOLL, "body count/death count", "The death count stands at 12."),
    Entry("killed", _TOLL, "total", "Six more died, bringing the total to 33.", needs_death=True),
)

_INJURED = (
    Entry(
        "injured",
        _TOLL,
        _counts_of("injured", "the injured", "wounded", "the wounded", "people injured", "people wounded"),
        "The number of wounded rose to 90.",
    ),
    Entry("injured", _T, "wound", "A bomb wounded two guards."),
    Entry("injured", _T, "injure", "The crash injured twelve passengers."),
    Entry("injured", _T, "hurt hurts hurt hurt hurting", "Six people were hurt."),
    Entry("injured", _T, "maim", "The mine maimed two boys."),
    Entry("injured", _T, "hospitalise", "Nine pupils were hospitalised."),
    Entry("injured", _T, "hospitalize", "Nine pupils were hospitalized."),
    Entry("injured", _T, "treat", "Medics treated 35 people for burns.", followed_by="for in at by"),
    *(
        Entry("injured", _T, verb, example, after=f"to {hospital}")
        for verb, example in (
            ("rush", "Four people were rushed to hospital."),
            ("transport", "Two drivers were transported to a hospital."),
            ("airlift", "A climber was airlifted to the hospital."),
            ("admit admits admitted admitted admitting", "Six pupils were admitted to hospital."),
            ("take takes took taken taking", "A cyclist was taken to a hospital."),
        )
        for hospital in ("hospital", "the hospital", "a hospital", "a local hospital", "an area hospital", "hospitals")
    ),
    Entry("injured", _T, "shoot shoots shot shot shooting", "Two teenagers were shot in Reno.", weak=True),
    Entry("injured", _T, "stab stabs stabbed stabbed stabbing", "A clerk was stabbed by a robber.", weak=True),
    Entry("injured", _T, "burn burns burned burned burning", "The fire burned four workers.", weak=True),
    Entry(
        "injured",
        _T,
        "beat beats beat beaten beating",
        "Two drivers were beaten by armed men.",
        beside=_VIOLENCE,
        weak=True,
    ),
    Entry(
        "injured",
        _T,
        _adverbial("seriously", "assault assaults assaulted assaulted assaulting"),
        "A nurse was seriously assaulted.",
        weak=True,
    ),
    Entry(
        "injured",
        _T,
        _adverbial("physically", "assault assaults assaulted assaulted assaulting"),
        "A nurse was physically assaulted.",
        weak=True,
    ),
    Entry(
        "injured", _T, "hit hits hit hit hitting", "A boy was hit by a stray bullet.", followed_by=_MISSILES, weak=True
    ),
    Entry(
        "injured",
        _T,
        "strike strikes struck struck striking",
        "A boy was struck by a stray bullet.",
        followed_by=_MISSILES,
        weak=True,
    ),
    Entry("injured", _T, "sicken", "A gas leak sickened 40 pupils."),
    Entry("injured", _S, "in hospital/in the hospital", "Nine passengers remain in hospital.", beside=_STILL),
    Entry("injured", _T, "shoot shoots shot shot shooting", "A herder was shot in the arm.", followed_by=_BODY_PARTS),
    Entry(
        "injured",
        _T,
        "stab stabs stabbed stabbed stabbing",
        "A nurse was stabbed in the neck.",
        followed_by=_BODY_PARTS,
    ),
    Entry(
        "injured",
        _I,
        "suffer",
        "Three people suffered burns.",
        followed_by="burns injuries wounds injury wound inhalation concussion bruises cuts fractures fracture trauma",
    ),
    Entry(
        "injured",
        _I,
        "sustain",
        "Three people sustained injuries.",
        followed_by="burns injuries wounds injury wound bruises cuts fractures fracture trauma",
    ),
    Entry("injured", _S, "unhurt unharmed uninjured unscathed", "All nine miners escaped unhurt.", negative=True),
    Entry("injured", _S, "critical", "Twelve are critical.", grade=True),
    Entry(
        "injured",
        _S,
        "in stable condition/in a stable condition/in critical condition/in a critical condition/in serious condition/in a serious condition/in grave condition/in a grave condition/in intensive care",
        "Three are in critical condition.",
        grade=True,
    ),
    Entry("injured", _N, "injury injuries", "There were nine injuries."),
)

_MISSING = (
    Entry(
        "missing", _TOLL, _counts_of("missing", "the missing", "people missing"), "The number of missing fell to nine."
    ),
    Entry("missing", _S, "missing", "Fourteen sailors are missing."),
    Entry(
        "missing",
        _T,
        "sweep/sweeps/swept/swept/sweeping",
        "Floods swept away nine hikers.",
        after="away",
        weak=True,
    ),
    Entry("missing", _T, "wash/washes/washed/washed/washing", "Two boys were washed away.", after="away", weak=True),
    Entry("missing", _S, "unaccounted", "Nine miners remain unaccounted for.", after="for"),
    Entry("missing", _S, "lost", "Eight sailors were lost at sea.", after="at sea"),
    Entry("missing", _I, "disappear", "Twelve students disappeared."),
    Entry("missing", _I, "vanish", "Twelve students vanished."),
    Entry("missing", _T, "trap traps trapped trapped trapping", "Nine miners were trapped underground."),
    Entry(
        "missing",
        _T,
        "bury buries buried buried burying",
        "Forty people were buried under the mud.",
        beside="mud avalanche landslide mudslide rubble debris snow collapse collapsed",
    ),
)

_DISPLACED = (
    Entry(
        "displaced",
        _TOLL,
        _counts_of("displaced", "displaced people", "people displaced"),
        "The number of displaced reached 4,000.",
    ),
    Entry("displaced", _I, "flee flees fled fled fleeing", "3,000 residents fled."),
    Entry("displaced", _T, "displace", "The fighting displaced 40,000 people."),
    Entry("displaced", _T, "uproot", "The war uprooted 90,000 people."),
    Entry("displaced", _T, "evacuate", "Firemen evacuated 200 residents."),
    Entry(
        "displaced",
        _T,
        "drive drives drove driven driving",
        "Floods drove 900 people from their homes.",
        followed_by="from out",
    ),
    Entry("displaced", _T, "force", "Floods forced 900 people from their homes.", followed_by="from out"),
    Entry("displaced", _T, "force", "Floods forced 900 people to flee.", needs_flight=True),
    Entry("displaced", _S, "had to leave/had to flee/have to leave", "There are 45 residents who had to leave."),
    Entry("displaced", _N, "evacuation", "Officials ordered the evacuation of 800 people.", of_only=True),
    Entry("displaced", _S, "homeless", "The storm left 640 homeless."),
    Entry(
        "displaced", _I, "lose/loses/lost/lost/losing", "Sixteen thousand people lost their homes.", after="their homes"
    ),
    Entry(
        "displaced", _I, "leave/leaves/left/left/leaving", "Nine hundred people left their homes.", after="their homes"
    ),
)

_ABDUCTED = (
    Entry("abducted", _T, "kidnap kidnaps kidnapped kidnapped kidnapping", "Gunmen kidnapped two nurses."),
    Entry("abducted", _T, "kidnap kidnaps kidnaped kidnaped kidnaping", "Gunmen kidnaped two nurses."),
    Entry("abducted", _T, "abduct", "Gunmen abducted two nurses."),
    Entry("abducted", _T, "take/takes/took/taken/taking", "Nine workers were taken hostage.", after="hostage"),
    Entry("abducted", _T, "take/takes/took/taken/taking", "Two engineers were taken captive.", after="captive"),
    *(
        Entry("abducted", _T, "take/takes/took/taken/taking", f"A nurse was taken {whence}.", after=whence)
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
    Entry("abducted", _T, "seize", "Two engineers were seized by rebels.", beside=_CAPTORS, weak=True),
    Entry(
        "abducted",
        _T,
        "hold holds held held holding",
        "Rebels are holding nine workers hostage.",
        followed_by="hostage hostages captive",
    ),
    Entry("abducted", _N, "kidnapping abduction", "Police confirmed the kidnapping of two engineers.", of_only=True),
)

_CASUALTIES = (Entry("casualties", _N, "casualty casualties", "The hospital received 40 casualties."),)

ENTRIES: tuple[Entry, ...] = _KILLED + _INJURED + _MISSING + _DISPLACED + _ABDUCTED + _CASUALTIES
