"""Who says so: nouns for sources by type, names of known ones, and the verbs of saying."""

from __future__ import annotations

from tocsin import SourceType
from tocsin_agents.casualties.lexicon.grammar import words
from tocsin_agents.places.lexicon import rows

__all__ = [
    "ACRONYMS",
    "GENERIC",
    "GOVERNMENTS",
    "HOLDING_VERBS",
    "NAMED",
    "PRECEDENCE",
    "RANKS",
    "REPORTING",
    "SAYING_VERBS",
    "SOURCE_NOUNS",
    "TOLL_VERBS",
]

_NOUNS: dict[SourceType, str] = {
    "medical": """doctor doctors hospital hospitals medic medics medical nurse nurses surgeon surgeons paramedic paramedics
        ambulance morgue mortuary coroner health clinic matron physician physicians dr""",
    "police": "police policeman policemen superintendent constable sheriff detective detectives gendarmerie gendarmes carabinieri officer officers inspector patrol deputies deputy-sheriff troopers",
    "military": """army military soldier soldiers troops commander navy general colonel major admiral centcom pentagon
        defence defense garrison brigade battalion airforce captain lieutenant lt col gen maj brigadier marines coalition""",
    "official": """official officials ministry minister government governor mayor authorities authority spokesman spokeswoman
        spokesperson president prime administration department service services agency council commissioner prefect
        coastguard coast firefighters fire rescuers rescue prosecutor prosecutors embassy office bureau state directorate
        secretary chief ambassador prefecture municipality district provincial premier ministers commission judge parliament
        lawmaker legislator deputy consulate presidency palace emergency disaster meteorologist junta board magistrate administrator coastguards marshal registrar regulator
        prisons kremlin ministries envoy warden alderman councillor senator director head chairman leader member operator company
        firm airline railway manager managers engineer engineers inspectors investigators headmaster principal rector owner""",
    "opposition": "opposition activist activists dissident dissidents coordination uprising",
    "armed_group": """rebel rebels militants militant insurgents insurgent guerrillas guerrilla fighters fighter taliban jihadists
        separatists separatist militia gunmen""",
    "monitor_ngo": """monitor monitors observatory watchdog ngo charity charities group groups network hotline campaigners organisation
        organization institute centre center rights foundation researchers project association union federation league society committee
        collective trust delegates lawyers campaigner""",
    "un_igo": "un w.h.o unhcr unicef ocha iom who nato osce unrwa au eu",
    "state_media": "television tv radio sana irna xinhua kcna tass broadcaster",
    "news_agency": "reuters afp ap agence-france-presse upi dpa efe newswire wire newspaper newspapers daily channel paper media press bbc cnn",
    "witness": """witness witnesses resident residents survivor survivors villager villagers neighbour neighbours neighbor neighbors
        relative relatives shopkeeper shopper farmer local locals bystander bystanders passer-by driver teacher
        eyewitness eyewitnesses father mother brother sister uncle cousin student worker trader fisherman refugee refugees elder elders inhabitant inhabitants passenger passengers
        parishioner parishioners priest pastor imam mourner mourners daughter son wife husband widow parent parents families family""",
    "anonymous": "source sources",
}
SOURCE_NOUNS: dict[str, SourceType] = {noun: kind for kind, text in _NOUNS.items() for noun in text.split()}
"""Noun -> type; the last noun of a source's name decides, but for the precedences in the reader."""

_NAMES: dict[SourceType, str] = {
    "state_media": """state television, state tv, state radio, state media, state news agency, official news agency,
        state-run news agency, government media""",
    "news_agency": "news agency, associated press, press trust",
    "un_igo": """united nations, un agency, migration agency, refugee agency, world health organization, world health
        organisation""",
    "monitor_ngo": """red cross, red crescent, human rights watch, amnesty international, syrian observatory, human
        rights, rights group, monitoring group, rescue hotline, aid group, aid agency""",
    "opposition": """local coordination committee, local coordination committees, opposition group, opposition activists,
        syrian national council""",
    "armed_group": "free syrian army, armed group, militant group, islamist group, jihadist group, rebel movement, islamic state, al qaeda, boko haram, al shabaab, rebel group",
    "police": "police officer, police officers, police chief, police spokesman, police official, police officials",
    "military": """military spokesman, military official, military officials, army spokesman, army officer, defence
        ministry, defense ministry, ministry of defence, ministry of defense, general staff, armed forces, high command, air force, security forces""",
    "official": """health ministry, health minister, health official, health officials, fire service, fire brigade, coast guard,
        prime minister, attorney general, secretary general, director general, surgeon general, inspector general,
        consul general, solicitor general, auditor general, civil defence, civil defense, civil protection, fire brigade officer, fire service officer,
        rescue service, rescue services, prison service, probation service, district officer, medical examiner's office""",
    "medical": """hospital official, hospital officials, hospital staff, hospital director, hospital sources, medical
        sources, medical source, mortuary workers""",
    "anonymous": "security sources",
}
NAMED: dict[str, SourceType] = {
    " ".join(name.split()): kind for kind, text in _NAMES.items() for name in text.split(",")
}
"""Names of two words or more -> type; they decide before single nouns do, the longest first."""

SAYING_VERBS = words(
    "said says say saying told tells reported reports report announced announces confirmed confirms claimed claims claim stated"
    " states added adds denied denies deny estimated estimates estimate counted counts put puts acknowledged acknowledges"
    " admitted admits warned warns wrote writes insisted insists alleged alleges allege declared declares recorded records"
    " maintains maintain maintained repeated repeats reiterated concede conceded concedes contend contends contended argues argued concluded lists listed"
    " talked spoke speaks rejected rejects dismissed disputed withdrew retracted explained tweeted disclosed revealed noted indicated asserted fear feared fears believe believes believed documented"
)
REPORTING = words(
    "reported reports report estimated estimates counted counts put puts says say said claims claimed confirmed"
    " announced recorded raised cut lowered revised updated"
)
"""Verbs that may stand before a bare number: "activists said 23", "the ministry now says 14"."""

TOLL_VERBS = words("cut raised lowered revised updated reduced increased")
"""Verbs of saying only with the toll as their object: "officials cut the toll to 48"."""
HOLDING_VERBS = words(
    "stood stand stands standing stuck stick sticks kept keep keeps held hold holds clung clings adhered adheres"
)
"""Verbs of saying with a figure of one's own behind "by" or "to": "the police stood by their figure of ten"."""
ACRONYMS = words("un who au eu ap us it ocha iom dpa efe upi osce tass tv")
"""Sources only in capitals; in small letters most of them are other words."""
GENERIC = words(
    "spokesman spokeswoman spokesperson head leader chief director member official officials president chairman secretary"
)
"""Offices that are of the kind of what they belong to: "a spokesman for the army"."""
RANKS = words(
    "general colonel major admiral captain lieutenant brigadier commander commandant sergeant corporal lt col gen maj capt brig sgt dr"
)
"""They say less of whom somebody speaks for than the office that stands beside them: a colonel of the police is police."""
_CAPITALS = """islamabad, new delhi, delhi, riyadh, moscow, kyiv, kiev, washington, beijing, tehran, ankara, jerusalem, damascus,
    baghdad, kabul, cairo, london, paris, berlin, seoul, pyongyang, tokyo, khartoum, juba, addis ababa, asmara, kinshasa, kigali,
    bogota, caracas, nairobi, abuja, manila, hanoi, dhaka, colombo, tripoli, tunis, algiers, rabat, baku, yerevan, tbilisi"""
GOVERNMENTS = frozenset(name.strip() for name in _CAPITALS.split(",")) | {
    name.lower() for row in rows("countries.tsv") for name in row[3].split("|")
}
"""Countries and capitals, which speak for their governments: "Islamabad says", "the United States maintains"."""
PRECEDENCE: tuple[SourceType, ...] = (
    "state_media",
    "news_agency",
    "un_igo",
    "armed_group",
    "opposition",
    "medical",
    "police",
    "military",
    "monitor_ngo",
    "witness",
    "official",
    "anonymous",
    "author",
)
"""Where a source's words speak of several types, the first of these decides: a police official is police."""
