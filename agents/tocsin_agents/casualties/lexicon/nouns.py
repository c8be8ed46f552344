"""What tells nouns apart where no list names them: endings, and words that look like people or names and are not."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.grammar import words

__all__ = ["ABSTRACT", "AGENTS", "AGENT_ENDINGS", "BODIES", "CALENDAR", "FINITE", "MONTHS", "NOT_AGENTS"]

MONTHS = words(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
CALENDAR = MONTHS | _DAYS
FINITE = words(
    "escaped survived left went took came hit struck sank fell began broke said told made found gave got saw ran drove flew shot set put led met"
    " held kept brought sent blew burst tore rose remain remained remains include includes included according aged"
    " dug fought caught bought threw grew knew drew wore froze chose stole spoke rode wrote fed fled slid won swung hung stuck swam shook"
    " became become becomes leave leaves live works work live say says die went hits kills died aboard ago each"
)
"""Verbs whose form does not show that they end a noun phrase."""
AGENTS = ("ers", "ors", "ists", "ians", "ees", "ants", "men", "women", "eers", "ites", "ards")
"""Endings of plurals that name people: "plasterers"."""
AGENT_ENDINGS = ("ist", "ian", "man", "woman", "ee", "er", "or", "hand", "mate", "ster", "eer")
"""Endings of singulars that name people: "plasterer"."""
ABSTRACT = (
    "tion",
    "tions",
    "sion",
    "sions",
    "ment",
    "ments",
    "ity",
    "ities",
    "ness",
    "nesses",
    "ism",
    "isms",
    "ects",
    "ships",
)
"""Endings of nouns that name no people, where no list says otherwise: "projects"."""
NOT_AGENTS = words(
    "number order power water weather winter summer river tower paper letter matter order member-state computer border corner"
    " centre center quarter chapter daughterboard theatre theater cover danger disaster error factor floor door motor sector"
    " reactor tractor indoor harbour harbor armor rumor terror mirror error odor humor labor december november october september"
    " former latter larger smaller higher lower greater better other another under over after later earlier ever never either neither"
    " together whether per outer inner upper further rather fewer newer older younger bigger longer shorter faster slower stronger"
    " weaker closer deeper minor major senior junior superior interior exterior prior anterior poor helicopter tanker bunker trailer"
    " freighter trawler liner fighter-jet shelter counter container transformer boiler cylinder ladder folder filter timber rubber"
    " silver copper leather feather layer fever cancer ulcer murder surrender thunder laughter slaughter fodder committee coffee"
    " encounter shoulder finger hammer spanner lighter boulder freezer cooler scooter rooster gutter shutter cutter dumper bumper"
    " digger bulldozer excavator steamer schooner cruiser destroyer elevator escalator generator refrigerator radiator detonator"
    " propeller stretcher banner burger saucer blister bladder liver spider tiger panther pepper ginger butter starter booster"
    " carrier launcher receiver transmitter scanner printer endeavor favor honor vapor manor conveyor equator meteor projector"
    " sensor tumor vector visor anchor razor alligator dinner supper manner character disorder reminder remainder calendar gender"
    " tender slander rudder powder newsletter glitter litter clutter meter sweater heater crater drawer flower shower trigger dagger"
    " stroller anger hanger hunger lever sewer whisper slipper zipper corridor pointer marker burner chopper"
    " revolver charger speaker pager toaster locker buffer adapter temper hamper rubber thermometer barometer"
    " degree fee tree knee refugee-camp guarantee land beforehand firsthand estimate climate ultimate intimate palestinian-israeli"
    " list wrist fist mist gist waist twist checklist shortlist wishlist blacklist human meridian median monster poster register semester master-plan cluster easter twister career"
)
BODIES = words(
    "army police council committee ministry party front brigade movement state states islamic news agency press times post tv"
    " university hospital school street road square airport airlines company corporation bank club united republic ministry"
    " court church mosque prison embassy parliament congress senate house union association federation force forces"
    " network observatory watch cross crescent department office bureau commission centre center institute"
    " province district county city town valley river mountains north south east west northern southern eastern western central"
    " monday tuesday wednesday thursday friday saturday sunday the security national"
)
"""Words in the names of organisations and places, which are no persons' names."""
