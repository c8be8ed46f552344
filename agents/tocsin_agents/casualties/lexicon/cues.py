"""Words that change what a figure means: hypothesis, denial, rate, running total, fiction, slogan."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.grammar import words

__all__ = [
    "AVERTED",
    "CUMULATIVE_NOUNS",
    "DENIAL",
    "DOWN",
    "EARLIER",
    "EVENTS",
    "FALSE",
    "FEAR",
    "FICTION",
    "FINDING",
    "LOSS",
    "NATURAL",
    "RATE",
    "SLOGAN",
    "SPORT",
    "STAGED",
    "STAGES",
    "TEAMS",
    "UP",
    "WITHDRAWAL",
]

LOSS = words(
    "claim claims claimed claiming cost costs costing take takes took taking taken loss lose lost losing"
    " snuff snuffs snuffed snuffing end ends ended ending cut cutting"
)
FEAR = words("feared fear fears presumed believed thought suspected")
STAGED = words(
    "mock tabletop rehearsal war-game scenario scenarios simulated simulates simulation drill drills hypothetical hypothetically re-enacted reenactment character characters"
)
FICTION = words(
    "film movie novel drama play musical comic thriller sitcom opera videogame video-game episode screenplay fictional fiction protagonist"
    " character characters sequel miniseries telenovela soap docudrama biopic blockbuster manga anime cartoon finale"
)
SLOGAN = words("banner banners placard placards slogan slogans chant chanted chanting graffiti poster posters leaflet")
RATE = (
    ("a", "day"),
    ("a", "week"),
    ("a", "month"),
    ("a", "year"),
    ("an", "hour"),
    ("per", "day"),
    ("per", "week"),
    ("per", "month"),
    ("per", "year"),
    ("each", "year"),
    ("each", "day"),
    ("every", "day"),
    ("every", "year"),
    ("every", "month"),
    ("each", "month"),
    ("each", "week"),
    ("every", "week"),
    ("each", "season"),
    ("every", "season"),
    ("a", "season"),
    ("each", "winter"),
    ("every", "winter"),
    ("each", "summer"),
    ("every", "summer"),
    ("on", "average"),
    ("daily",),
    ("annually",),
    ("yearly",),
    ("every", "hour"),
)
CUMULATIVE_NOUNS = words(
    "war conflict uprising insurgency crackdown revolt rebellion revolution epidemic pandemic unrest campaign strife intifada"
    " genocide occupation"
)
UP = words(
    "rose risen rises climbed climbs jumped jumps increased increases grew grown grows raised raises surged soared mounted reached up rising climbing passed"
)
DOWN = words(
    "cut cuts fell falls fallen lowered lowers reduced reduces revised corrected dropped drops down downgraded"
)
DENIAL = words("denied denies deny denying denial rejected rejects refuted disputed dismissed")
FALSE = words(
    "false untrue incorrect inaccurate exaggerated wrong unfounded mistaken erroneous retracted withdrawn baseless hoax fabricated"
)
AVERTED = words("foiled thwarted averted prevented defused")
SPORT = words(
    "games game matches match season weeks practice training playoffs innings qualifier qualifiers final semifinal"
)
STAGES = words(
    "debate debates meeting meetings session sessions hearing hearings vote votes sitting sittings lineup line-up list stage"
    " screen screens agenda ceremony parade broadcast broadcasts concert concerts show shows album photograph photo"
)
"""What people may be missing from and yet be well."""
NATURAL = words(
    "cancer pneumonia leukaemia leukemia stroke alzheimer's illness natural peacefully dementia heart diabetes kidney liver tumour tumor aids parkinson's"
)
FINDING = words("found discovered recovered exhumed unearthed retrieved washed dug pulled dragged hauled fished")
EARLIER = words("earlier previously initially originally first before")
WITHDRAWAL = words("withdrew retracted retracts withdraw withdraws corrected")
EVENTS = words(
    "crash crashed blast bomb bombs bombing explosion exploded fire blaze attack attacks attacked shooting shot gunfire accident"
    " collision collided scene wounds wound injuries gunshot stabbed flood floods quake earthquake storm avalanche landslide"
    " shelling shell shells strike strikes raid raids clash clashes clashing ambush mine drowned drowning fell struck capsized"
    " sank sinking wreck overturned plunged collapsed collapse battle fighting combat hurricane cyclone typhoon tornado"
    " crossfire gunfight gunmen attackers bullet bullets ambushed rubble derailed derailment landmine earthquake"
    " firefight gunbattle mudslide massacre uprising riot riots rioting disaster tragedy eruption heatwave stabbing murders"
    " slaughter rampage pogrom raids bombardment barrage collisions derailments crush"
    " burned burns poisoned poisoning suffocated overdose custody tortured torture massacre siege stampede electrocuted paramedics paramedic ambulance"
)
"""Words for what kills: with one of them in the sentence, "died" is a casualty."""
TEAMS = words(
    "match matches cup league coach goal goals season striker midfielder defender goalkeeper innings wicket tournament playoff"
    " championship squad quarterback inning rugby cricket soccer football basketball hockey tennis batsman bowler pitcher team"
)
"""Words of sports pages."""
