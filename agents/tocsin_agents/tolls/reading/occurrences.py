"""Occurrences: what kind of thing is reported, by the words of a report: a quake, a shipwreck, an attack.

Two outlets put one wreck off a port and off a coast; that both write of a ship tells them from the flood of the same day.
"""

from __future__ import annotations

import re

__all__ = ["ACCIDENTS", "VIOLENCE", "exclude_each_other", "occurrences"]

SPEAKERS = re.compile(
    r"\b(?:fire|rescue|mine|mining|flood|air|rail(?:way)?|road|train) ?(?:service|department|brigade|fighter|agency|authority|"
    r"authorities|administration|minist\w+|company|crew|officer|chief|force)\w*|\b(?:firefighter|airport|seaside)\w*"
)
"""Who speaks and what is called after a thing, which says nothing of what happened."""

KINDS: dict[str, re.Pattern[str]] = {
    "attack": re.compile(
        r"\b(?:air ?-?(?:strikes?|raid)|ambush|assault|attack|beheaded|bomb|clash|crackdown|drones? (?:strike|attack|killed|hit)|grenade|gun(?:fire|m[ae]n|ned|ship)|"
        r"hostage|insurgen|land ?-?mine|roadside (?:bomb|device)|jihadi|massacre|militant|militia|missile|mortar|mutin(?:y|ied|eers)|opened fire|fired on|paramilitar|protest|demonstrat|raid|"
        r"rebel|revolt|riot|rocket|shell(?:ing|ed|s fell|fire)|shoot|shot|sniper|stabb|suicide|terroris|unrest|uprising|warplane|"
        r"kidnap|abduct)"
    ),
    "explosion": re.compile(r"\b(?:explo(?:sion|ded|des)|blast|blew up)"),
    "quake": re.compile(r"\b(?:earthquake|quake|tremor|tsunami|aftershock)"),
    "eruption": re.compile(r"\b(?:volcan|erupt)"),
    "flood": re.compile(r"\b(?:flood|monsoon|deluge|torrential|heavy rain|burst (?:its|their) banks|dam (?:burst|broke|fail))"),
    "storm": re.compile(r"\b(?:(?:thunder|snow|sand|dust|hail|wind)?storms?\b(?! (?:an?|the|into|its)\b)|hurricane|cyclone|typhoon|tornado|blizzard)"),
    "slide": re.compile(r"\b(?:landslide|landslip|mudslide|mudflow|rockslide|rockfall|avalanche|glacier)"),
    "ship": re.compile(r"\b(?:ferry|ferries|(?:speed|motor|steam|life)?boats?|ships?|shipwreck|vessel|capsi[sz]|dinghy|trawler|raft)\b"),
    "train": re.compile(r"\b(?:trains?|railway|rail|derail\w*|locomotive|metro|carriages)\b"),
    "road": re.compile(r"\b(?:bus|buses|minibus|coach|lorry|truck|motorway|highway|pile-?up|motorcycle)\b"),
    "aircraft": re.compile(r"\b(?:airliner|aeroplane|airplane|plane|helicopter|aircraft|jet|turboprop|boeing|airbus|antonov|tupolev|ilyushin|"
        r"an-\d+|tu-\d+|il-\d+) ?(?:crash|came down|went down|plunge)?"),
    "mine": re.compile(r"\b(?:miners?|colliery|coalmine|(?:coal|gold|copper|silver|jade|illegal|flooded) mines?)\b"),
    "fire": re.compile(r"\b(?:fires?|blaze|inferno|wildfires?|bushfires?|burned down)\b"),
    "crush": re.compile(r"\b(?:stampede|crush(?!ed)|trampled|surge of people)"),
    "collapse": re.compile(r"\b(?:collaps|caved in|cave-in|gave way)"),
    "heat": re.compile(r"\bheat ?-?wave|\bof heat\b|heat-related|heatstroke"),
    "cold": re.compile(r"\b(?:cold snap|freezing|hypothermia|snow)"),
    "disease": re.compile(r"\b(?:cholera|ebola|outbreak|epidemic|measles|plague|dengue|malaria|meningitis)"),
    "poison": re.compile(r"\b(?:poison|bootleg|methanol|tainted|toxic|contaminated)"),
}  # fmt: skip
"""Kinds by stems of their words; a choice of this project."""

VIOLENCE = frozenset({"attack"})
ANY_CAUSE = frozenset({"explosion", "fire", "collapse"})
"""What comes of attacks and of accidents alike."""

ACCIDENTS = frozenset(KINDS) - VIOLENCE - ANY_CAUSE


NATURE = frozenset({"quake", "eruption", "flood", "storm", "slide", "heat", "cold"})
"""What comes together: a storm floods a valley, and a slope gives way."""


def exclude_each_other(some: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether kinds that two texts name cannot be those of one thing: a bus crash and a landmine."""
    if not some or not others or (some | others) & ANY_CAUSE or (some & NATURE and others & NATURE):
        return False
    return some.isdisjoint(others)


def occurrences(text: str) -> frozenset[str]:
    """Give the kinds of things that a text names."""
    said = SPEAKERS.sub(" ", text.lower())
    return frozenset(kind for kind, words in KINDS.items() if words.search(said))
