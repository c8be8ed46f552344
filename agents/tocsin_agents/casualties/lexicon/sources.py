"""Who says so: nouns for sources by type, names of known ones, and the verbs of saying."""

from __future__ import annotations

from typing import Literal

from tocsin_agents.casualties.lexicon.grammar import words

__all__ = ["GENERIC", "NAMED", "PRECEDENCE", "REPORTING", "SAYING_VERBS", "SOURCE_NOUNS", "TOLL_VERBS", "SourceType"]

SourceType = Literal[
    "official", "military", "police", "medical", "opposition", "armed_group", "monitor_ngo", "un_igo", "state_media",
    "news_agency", "witness", "anonymous", "author",
]

_NOUNS: dict[SourceType, str] = {
    "medical": """doctor doctors hospital hospitals medic medics medical nurse nurses surgeon surgeons paramedic paramedics
        ambulance morgue mortuary coroner health clinic matron physician physicians""",
    "police": "police policeman policemen superintendent constable sheriff detective detectives gendarmerie inspector",
    "military": """army military soldier soldiers troops commander navy general colonel major admiral centcom pentagon
        defence defense garrison brigade battalion airforce captain lieutenant brigadier marines""",
    "official": """official officials ministry minister government governor mayor authorities authority spokesman spokeswoman
        spokesperson president prime administration department service services agency council commissioner prefect
        coastguard coast firefighters fire rescuers rescue prosecutor prosecutors embassy office bureau state directorate
        secretary chief ambassador prefecture municipality district provincial premier ministers commission judge parliament
        lawmaker legislator deputy consulate presidency palace emergency disaster meteorologist junta board""",
    "opposition": "opposition activist activists dissident dissidents coordination uprising",
    "armed_group": """rebel rebels militants militant insurgents insurgent guerrillas guerrilla fighters fighter taliban jihadists
        separatists separatist militia gunmen""",
    "monitor_ngo": """monitor monitors observatory watchdog ngo charity charities group groups network hotline campaigners organisation
        organization institute centre center rights foundation researchers project association""",
    "un_igo": "un unhcr unicef ocha iom who nato osce unrwa au eu",
    "state_media": "television tv radio sana irna xinhua kcna tass broadcaster",
    "news_agency": "reuters afp ap agence-france-presse upi dpa efe newswire wire newspaper newspapers daily channel paper media press bbc cnn",
    "witness": """witness witnesses resident residents survivor survivors villager villagers neighbour neighbours neighbor neighbors
        relative relatives shopkeeper shopper farmer local locals bystander bystanders passer-by driver teacher
        eyewitness eyewitnesses father mother brother sister uncle cousin student worker trader fisherman refugee refugees""",
    "anonymous": "source sources",
}
SOURCE_NOUNS: dict[str, SourceType] = {noun: kind for kind, text in _NOUNS.items() for noun in text.split()}
"""Noun -> type; the last noun of a source's name decides, but for the precedences in the reader."""

NAMED: tuple[tuple[tuple[str, ...], SourceType], ...] = tuple(
    (tuple(name.split()), kind)
    for name, kind in (
        ("state television", "state_media"),
        ("state tv", "state_media"),
        ("state radio", "state_media"),
        ("state media", "state_media"),
        ("state news agency", "state_media"),
        ("official news agency", "state_media"),
        ("state-run news agency", "state_media"),
        ("government media", "state_media"),
        ("news agency", "news_agency"),
        ("associated press", "news_agency"),
        ("press trust", "news_agency"),
        ("united nations", "un_igo"),
        ("un agency", "un_igo"),
        ("migration agency", "un_igo"),
        ("refugee agency", "un_igo"),
        ("world health organization", "un_igo"),
        ("world health organisation", "un_igo"),
        ("red cross", "monitor_ngo"),
        ("red crescent", "monitor_ngo"),
        ("human rights watch", "monitor_ngo"),
        ("amnesty international", "monitor_ngo"),
        ("syrian observatory", "monitor_ngo"),
        ("human rights", "monitor_ngo"),
        ("rights group", "monitor_ngo"),
        ("monitoring group", "monitor_ngo"),
        ("rescue hotline", "monitor_ngo"),
        ("aid group", "monitor_ngo"),
        ("aid agency", "monitor_ngo"),
        ("local coordination committee", "opposition"),
        ("local coordination committees", "opposition"),
        ("opposition group", "opposition"),
        ("opposition activists", "opposition"),
        ("syrian national council", "opposition"),
        ("free syrian army", "armed_group"),
        ("islamic state", "armed_group"),
        ("al qaeda", "armed_group"),
        ("boko haram", "armed_group"),
        ("al shabaab", "armed_group"),
        ("rebel group", "armed_group"),
        ("police officer", "police"),
        ("police officers", "police"),
        ("police chief", "police"),
        ("police spokesman", "police"),
        ("police official", "police"),
        ("police officials", "police"),
        ("military spokesman", "military"),
        ("military official", "military"),
        ("military officials", "military"),
        ("army spokesman", "military"),
        ("army officer", "military"),
        ("defence ministry", "military"),
        ("defense ministry", "military"),
        ("ministry of defence", "military"),
        ("ministry of defense", "military"),
        ("health ministry", "official"),
        ("health minister", "official"),
        ("health official", "official"),
        ("health officials", "official"),
        ("hospital official", "medical"),
        ("hospital officials", "medical"),
        ("hospital staff", "medical"),
        ("hospital director", "medical"),
        ("hospital sources", "medical"),
        ("medical sources", "medical"),
        ("medical source", "medical"),
        ("security sources", "anonymous"),
        ("fire service", "official"),
        ("coast guard", "official"),
        ("mortuary workers", "medical"),
        ("prime minister", "official"),
    )
)

SAYING_VERBS = words(
    "said says say saying told tells reported reports report announced announces confirmed confirms claimed claims claim stated"
    " states added adds denied denies deny estimated estimates estimate counted counts put puts acknowledged acknowledges"
    " admitted admits warned warns wrote writes insisted insists alleged alleges allege declared declares recorded records"
    " rejected rejects dismissed disputed withdrew retracted explained tweeted disclosed revealed noted indicated asserted fear feared fears believe believes believed documented"
)
REPORTING = words("reported reports report estimated estimates counted counts put puts says say said claims claimed confirmed"
    " announced recorded raised cut lowered revised updated")
"""Verbs that may stand before a bare number: "activists said 23", "the ministry now says 14"."""

TOLL_VERBS = words("cut raised lowered revised updated reduced increased")
"""Verbs of saying only with the toll as their object: "officials cut the toll to 48"."""
GENERIC = words("spokesman spokeswoman spokesperson head leader chief director member official officials president chairman secretary")
"""Offices that are of the kind of what they belong to: "a spokesman for the army"."""
PRECEDENCE: tuple[SourceType, ...] = (
    "state_media", "news_agency", "un_igo", "armed_group", "opposition", "medical", "police", "military", "monitor_ngo", "witness",
    "official", "anonymous", "author",
)
"""Where a source's words speak of several types, the first of these decides: a police official is police."""
