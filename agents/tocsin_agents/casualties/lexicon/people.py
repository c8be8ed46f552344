"""Nouns for people, by the class of victim they speak of, and nouns that are certainly not people."""

from __future__ import annotations

from tocsin import Measure
from tocsin_agents.casualties.lexicon.grammar import words

__all__ = [
    "AGED",
    "CLAIMED",
    "COLLECTIVES",
    "DISTINCT_THINGS",
    "FAMILIES",
    "FEMALES",
    "HARMED",
    "KIN",
    "MALES",
    "MEASURES",
    "PAIRS",
    "PEOPLE",
    "PERPETRATORS",
    "PLURALS",
    "SET_MEASURES",
    "THINGS",
    "TIME_UNITS",
]

_SINGULAR = {
    "civilian": """person civilian resident villager bystander passer-by passerby passenger commuter shopper worshipper
        worshiper pilgrim tourist traveller traveler motorist pedestrian farmer peasant shepherd fisherman herder trader
        merchant shopkeeper labourer laborer worker miner employee driver pilot sailor teacher schoolteacher professor
        lecturer lawyer physician dentist pharmacist judge prosecutor magistrate politician minister lawmaker senator deputy mayor governor councillor
        councilman councilwoman candidate diplomat ambassador consul businessman businesswoman engineer technician
        labor trade-unionist unionist trade-union-leader priest nun bishop monk imam cleric preacher pastor missionary
        rabbi jesuit neighbour neighbor relative friend cousin uncle aunt nephew niece brother sister husband wife father mother parent
        grandfather grandmother grandparent son daughter sibling spouse fiancee bride groom widow mourner patient guest
        visitor customer client migrant refugee asylum-seeker immigrant stowaway crewman crewmember crew-member
        mate captain mariner seafarer seaman castaway diver hiker climber mountaineer skier swimmer player fan spectator
        supporter performer singer artist writer poet scientist researcher scholar occupant inhabitant citizen national
        local survivor victim fatality hostage captive detainee prisoner inmate suspect native homeowner tenant settler
        caretaker cook cleaner maid servant porter watchman nightwatchman vendor seller barber baker butcher tailor mechanic
        electrician plumber builder welder carpenter banker clerk cashier secretary assistant adviser advisor aide
        official leader chief head president vice-president premier member adult elder pensioner youth individual human
        american european expatriate foreigner expert representative advocate analyst manager coordinator supervisor organizer
        organiser treasurer bookkeeper accountant auditor inspector-general librarian archaeologist biologist chemist geologist
        economist historian journalist-activist veteran ex-soldier retiree landowner rancher shopowner businessperson
        entrepreneur trader-woman fisher boatman ferryman helper hand labour-leader ideologue statesman monarch emir sultan king queen prince princess legislator congressman
        congresswoman parliamentarian attorney lecturer headmaster headteacher principal rector dean chancellor
        commissioner envoy emissary secretary-general spokesman spokeswoman negotiator mediator observer
        monitor technician specialist intern trainee apprentice enumerator surveyor storekeeper cashier receptionist
        housekeeper gardener nanny babysitter referee coach footballer boxer wrestler jockey racer athlete
        swimmer surfer skydiver paraglider bather sunbather camper angler hunter poacher logger lumberjack driller
        welder roofer scaffolder crane-operator operator conductor steward stewardess hostess attendant flight-attendant
        stewardesses guardsperson bystander onlooker pedestrians-by picnicker holidaymaker vacationer daytripper backpacker
        convert believer devotee seminarian novice sexton rabbi-teacher cantor settler nomad pastoralist beekeeper
        homosexual transvestite prostitute escort addict drunk homeless-person beggar vagrant hitchhiker runaway
        witness informant informer juror plaintiff defendant convict parolee fugitive lifer in-law
        toddler-son grandson granddaughter stepson stepdaughter stepfather stepmother father-in-law mother-in-law brother-in-law
        sister-in-law son-in-law daughter-in-law half-brother half-sister godfather cousin-in-law fiance girl-friend classmate
        roommate teammate housemate schoolmate comrade acquaintance employer boss owner landlord landlady occupant lodger
        gunsmith bus-driver taxi-driver truck-driver lorry-driver motorcyclist cyclist biker
        rider trucker rescuer firefighter fireman lifeguard ranger warden weaver deacon evacuee returnee colleague companion
        contractor subcontractor interpreter translator campaigner activist dissident defector opponent critic party-goer
        reveller concert-goer churchgoer student undergraduate tenor dancer model actor actress celebrity lady gentleman
        twin triplet couple pair partner boyfriend girlfriend guide sherpa beneficiary casualty-victim deportee exile courier chef caddie usher jawan hawker dad mum mom grandma grandpa granny stepdad
        inhabitant""",
    "child": """child boy girl baby infant toddler newborn teenager teen schoolboy schoolgirl schoolchild pupil minor
        youngster adolescent kid orphan grandkid grandchild stepchild godchild preschooler tot""",
    "woman": "woman housewife midwife",
    "journalist": "journalist reporter photographer cameraman correspondent editor broadcaster blogger photojournalist",
    "aid_worker": """aid-worker nurse doctor medic orderly paramedic surgeon volunteer humanitarian relief-worker peacekeeper vaccinator
        health-worker delegate deminer logistician consultant staffer staff-member""",
    "protester": "protester protestor demonstrator marcher rioter",
    "security_forces": """soldier policeman policewoman officer guard conscript trooper serviceman servicewoman marine paratrooper
        recruit commando ranger guardsman constable sergeant colonel general lieutenant major corporal commander
        bodyguard gendarme border-guard airman cadet reservist sheriff agent patrolman warder jailer
        sentry brigadier cop inspector detective detectives-constable crewman-soldier legionnaire infantryman""",
    "combatant": """rebel fighter militant insurgent guerrilla guerilla militiaman gunman jihadist jihadi terrorist extremist
        separatist combatant mercenary partisan mujahid mujahideen talib islamist bandit pirate warlord operative
        paramilitary cadre sniper vigilante facilitator loyalist trainer""",
    "perpetrator": """bomber suicide-bomber attacker assailant shooter hijacker kidnapper gang-member gangster
        murderer killer robber thief burglar smuggler trafficker arsonist abductor intruder raider dealer infiltrator assassin stabber knifeman hostage-taker""",
    "unknown": "male female man body corpse adult other soul servicemember",
}
_PLURAL = {
    "civilian": """people persons villagers men-folk folk townspeople townsfolk public crew staff personnel clergy
        businessmen businesswomen fishermen congressmen crewmen seamen firemen watchmen jews muslims christians kurds
        relatives wives families-members citizens masses lives ones crewmembers middlemen clergymen salesmen kinsmen
        tribesmen tribespeople bedouin townsmen craftsmen sportsmen horsemen congregants""",
    "child": "children schoolchildren youths grandchildren babies kids",
    "woman": "women housewives midwives",
    "journalist": "cameramen newsmen",
    "security_forces": """troops police policemen policewomen guardsmen servicemen gendarmes infantrymen forces
        airmen patrolmen paras""",
    "combatant": "militia militiamen gunmen mujahideen taliban jihadis guerrillas",
    "unknown": "men others bodies corpses souls",
}

PERPETRATORS = words(
    "bomber bombers attacker attackers assailant assailants hijacker hijackers shooter shooters gunman gunmen killer killers perpetrator perpetrators suicide-bomber suicide-bombers"
    " hostage-taker hostage-takers kidnapper kidnappers robber robbers knifeman stabber"
)
KIN = words(
    "father mother parent son daughter child baby infant toddler husband wife brother sister uncle aunt nephew niece cousin"
    " grandfather grandmother grandson granddaughter grandchild stepson stepdaughter stepfather stepmother partner girlfriend"
    " boyfriend friend fiance fiancee driver bodyguard colleague"
)
"""Who may be named with one possessive: "his wife and daughter"."""
PAIRS = frozenset(
    (elder, younger)
    for elders, youngers in (
        ("man woman mother father parent", "boy girl child baby infant toddler teenager son daughter"),
        ("grandfather grandmother", "grandson granddaughter grandchild"),
        ("uncle aunt", "nephew niece"),
        ("man husband boyfriend groom", "woman wife girlfriend bride"),
        ("brother", "sister"),
        ("boy", "girl"),
    )
    for elder in elders.split()
    for younger in youngers.split()
)
"""Two who cannot be one person, whom one article serves: "a father and son"."""
HARMED = words(
    "dead killed victims casualties deaths fatalities wounded injured hurt missing displaced kidnapped abducted hostages bodies"
    " martyrs drowned"
)
"""Sets of people already harmed: some of them are a part of what was counted."""
SET_MEASURES: dict[str, Measure] = {
    **dict.fromkeys(("dead", "killed", "deaths", "fatalities", "bodies", "martyrs", "drowned"), "killed"),
    **dict.fromkeys(("wounded", "injured", "hurt"), "injured"),
    "missing": "missing",
    "displaced": "displaced",
    **dict.fromkeys(("kidnapped", "abducted", "hostages"), "abducted"),
}
"""How the people of such a set were harmed; the victims and casualties may be so in any way."""
CLAIMED = words("terrorist terrorists bandit bandits thug thugs criminal criminals infidel infidels traitor traitors")
"""Words that a party uses for the people it killed: kept, and marked as claimed."""


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("child"):
        return noun + "ren"
    if noun.endswith("wife"):
        return noun[:-2] + "ves"
    return noun + "s"


PEOPLE: dict[str, str] = {noun: kind for kind, text in _SINGULAR.items() for noun in text.split()}
"""Noun -> class of victim, singular and plural."""
PLURALS: dict[str, str] = {_plural(noun): kind for noun, kind in PEOPLE.items()}
PLURALS.update({noun: kind for kind, text in _PLURAL.items() for noun in text.split()})
PEOPLE.update(PLURALS)

COLLECTIVES = words(
    "staff crew family household team group police couple pair trio duo crowd convoy party delegation total number people"
    " personnel public clergy gang troops majority rest"
)
"""Nouns that take a verb in the singular as well as in the plural."""
FAMILIES = {"family": "family", "families": "family", "household": "household", "households": "household"}

MALES = words(
    "he him man boy father husband son brother grandfather uncle nephew boyfriend groom stepfather dad policeman gunman teenage-boy"
)
FEMALES = words(
    "she her woman girl mother wife daughter sister grandmother aunt niece girlfriend bride stepmother mum mom policewoman"
)
"""Words for one person that no word of the other kind speaks of again."""
AGED = tuple(f"-{unit}-old{s}" for unit in ("year", "month", "week", "day") for s in ("", "s"))
"""How a word for an age ends: "a 15-month-old boy", "two 19-year-olds"."""
TIME_UNITS = words(
    "second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months year years"
    " decade decades century centuries season seasons"
)
MEASURES = TIME_UNITS | words(
    "m metre metres meter meters km kilometre kilometres kilometer kilometers mile miles yard yards feet"
)
"""Units of distance in space and time."""
_ANIMALS = """sheep cow cows cattle goat goats horse horses dog dogs cat cats pig pigs chicken chickens bird birds fish camel
    camels elephant elephants whale whales dolphin dolphins animal animals livestock poultry deer bear bears wolf wolves rhino
    rhinos lion lions tiger tigers bees turkeys duck ducks donkeys mules herd flock bull bulls calf calves hens monkeys
    gorilla gorillas monkey ape apes chimpanzee chimpanzees panda pandas leopard leopards giraffe giraffes hippo hippos shark
    sharks crocodile crocodiles snake snakes orca orcas puppy puppies kitten kittens foal foals pony ponies hyena hyenas seal seals turtles buffalo bison antelope foxes badgers lambs ewes oxen ox bats geese swans penguins"""
_OBJECTS = """tank tanks truck trucks car cars vehicle vehicles lorry lorries bus buses train trains plane planes aircraft
    helicopter helicopters boat boats ship ships vessel vessels ferry house houses home homes building buildings shop
    shops store stores school schools hospital hospitals mosque church churches village villages town towns city cities
    street streets road roads bridge bridges block blocks flat flats apartment apartments room rooms floor floors storey
    rocket rockets missile missiles bomb bombs shell shells round rounds mortar mortars grenade grenades mine mines gun
    guns rifle rifles weapon weapons bullet bullets shot shots strike strikes attack attacks raid raids blast blasts explosion
    explosions clash clashes battle battles incident incidents event events accident accidents case cases report reports
    protest protests checkpoint checkpoints camp camps tent tents bed beds point points game games goal goals match
    matches seat seats vote votes country countries province provinces district districts state states region regions
    area areas part parts side sides account accounts place places site sites front fronts station stations base bases post posts plot
    company companies bank banks group groups party parties union unions talk talks plan plans law laws rule rules charge charges
    count counts crime crimes sentence sentences term terms step steps effort efforts phase phases stage stages set sets
    drone drones jet jets warplane warplanes bomber-jet ambulance ambulances convoy convoys motorcycle motorcycles
    motorbike bicycle bicycles van vans minibus taxi taxis carriage carriages coach coaches wagon wagons tractor
    fire fires flood floods storm storms quake quakes earthquake earthquakes tremor aftershock aftershocks tornado
    tree trees crop crops acre acres hectare hectares field fields book books film films song songs page pages letter
    letters question questions reason reasons thing things item items piece pieces number numbers figure figures figure
    arrest arrests death deaths injury injuries fatality fatalities casualty life wound wounds arrival arrivals
    time times way ways job jobs hostel hotel hotels office offices centre centres center centers line lines
    bid bids offer offers sanction sanctions resolution resolutions truce measure measures proposal proposals
    organisation organisations organization organizations agency agencies newspaper newspapers channel channels
    cell cells tribe tribes village-houses compound compounds position positions outpost outposts
    mile miles km m ft kilometre kilometres kilometer kilometers metre metres meter meters foot feet inch inches yard yards mm
    cm mph kmh knots kg kilogram kilograms kilograms tonne tonnes ton tons pound pounds ounce litre litres liter liters gallon gallons
    degree degrees percent percentage cent cents dollar dollars franc francs mark marks pounds lira won rouble roubles ruble rubles riyal dinar dirham baht euro euros yen yuan rupee rupees peso pesos million
    billion trillion a.m p.m am pm o'clock gmt hrs hr mins min knot lap laps over overs run runs wicket wickets
    sortie sorties flight flights trip trips voyage visit visits test tests dose doses sample samples
    generation generations infection infections illness symptom symptoms outbreak outbreaks kidnapping kidnappings killing killings murder
    murders shooting shootings bombing bombings ambush ambushes massacre massacres coup coups election elections
    wave waves assault assaults exchange barrage volley"""
THINGS = words(_ANIMALS) | words(_OBJECTS)
DISTINCT_THINGS = words("deaths fatalities injuries casualties fatality casualty injury death lives")
"""Nouns that are not people but whose number is a number of people."""
