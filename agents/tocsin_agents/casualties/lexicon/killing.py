"""The words that say that people were killed."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.dying import DYING
from tocsin_agents.casualties.lexicon.entries import Entry, Frame
from tocsin_agents.casualties.lexicon.spelling import INTRANSITIVE, NOUN, STATE, TOLL, TRANSITIVE, adverbial, counts_of

__all__ = ["KILLED"]

_CLAIMANTS = """attack bomb blast bombing explosion quake earthquake flood storm crash fire blaze landslide avalanche cyclone
    hurricane typhoon shooting raid strike collapse stampede ambush tornado tsunami wreck mudslide outbreak"""

KILLED: tuple[Entry, ...] = (
    Entry("killed", TRANSITIVE, "kill", "A bomb killed two guards."),
    Entry("killed", TRANSITIVE, "slay slays slew slain slaying", "Raiders slew nine herders."),
    Entry("killed", TRANSITIVE, "murder", "Bandits murdered three drivers."),
    Entry("killed", TRANSITIVE, "massacre", "Militiamen massacred 40 villagers."),
    Entry("killed", TRANSITIVE, "slaughter", "Raiders slaughtered 30 villagers."),
    Entry("killed", TRANSITIVE, "execute", "The guerrillas executed two mayors."),
    Entry("killed", TRANSITIVE, "behead", "Extremists beheaded three captives."),
    Entry("killed", TRANSITIVE, "decapitate", "Extremists decapitated two captives."),
    Entry("killed", TRANSITIVE, "assassinate", "Gunmen assassinated a judge."),
    Entry("killed", TRANSITIVE, "lynch", "A mob lynched two men."),
    Entry("killed", TRANSITIVE, "butcher", "Militiamen butchered 16 villagers."),
    Entry("killed", TRANSITIVE, "hang hangs hanged hanged hanging", "The authorities hanged two prisoners."),
    Entry("killed", TRANSITIVE, "liquidate", "The guerrillas liquidated three informers.", needs_person=True),
    Entry("killed", TRANSITIVE, "neutralise", "Troops neutralised nine insurgents.", needs_person=True),
    Entry("killed", TRANSITIVE, "neutralize", "Troops neutralized nine insurgents.", needs_person=True),
    Entry("killed", TRANSITIVE, "eliminate", "Troops eliminated nine insurgents.", needs_person=True),
    Entry("killed", TRANSITIVE, "smother", "Mud smothered two trench workers."),
    Entry("killed", TRANSITIVE, "garrotte", "The robbers garrotted a watchman."),
    Entry("killed", TRANSITIVE, "incinerate", "The blast incinerated four mechanics.", needs_person=True),
    Entry("killed", TRANSITIVE, "crucify crucifies crucified crucified crucifying", "Extremists crucified two men."),
    Entry("killed", TRANSITIVE, "dismember", "A shell dismembered two gunners."),
    Entry("killed", TRANSITIVE, "pick", "Snipers picked off three policemen.", after="off"),
    Entry(
        "killed",
        TRANSITIVE,
        "cut cuts cut cut cutting",
        "Machine guns cut down ten attackers.",
        after="down",
        needs_person=True,
    ),
    Entry(
        "killed",
        TRANSITIVE,
        "burn burns burned burned burning",
        "Raiders burned six servants alive.",
        followed_by="alive",
    ),
    Entry(
        "killed", TRANSITIVE, "burn burns burned burnt burning", "Nine detainees were burnt alive.", followed_by="alive"
    ),
    Entry(
        "killed",
        TRANSITIVE,
        "burn burns burned burned burning",
        "Three men were burned beyond recognition.",
        after="beyond recognition",
    ),
    Entry(
        "killed",
        TRANSITIVE,
        "shoot shoots shot shot shooting",
        "Seventeen men were shot execution-style.",
        after="execution-style",
    ),
    Entry("killed", TRANSITIVE, "electrocute", "A fallen cable electrocuted three children."),
    Entry("killed", TRANSITIVE, "asphyxiate", "Fumes asphyxiated four miners."),
    Entry("killed", TRANSITIVE, "strangle", "The robbers strangled two shopkeepers."),
    Entry("killed", TRANSITIVE, "martyrise martyrises martyred martyred martyring", "Six fighters were martyred."),
    Entry("killed", TRANSITIVE, "gun guns gunned gunned gunning", "They gunned down two officers.", after="down"),
    *(
        Entry("killed", TRANSITIVE, adverbial("fatally", forms), f"Two men were fatally {forms.split()[3]}.")
        for forms in (
            "shoot shoots shot shot shooting",
            "stab stabs stabbed stabbed stabbing",
            "strike strikes struck struck striking",
            "hit hits hit hit hitting",
            "wound wounds wounded wounded wounding",
            "injure injures injured injured injuring",
            "beat beats beat beaten beating",
            "burn burns burned burned burning",
            "crush crushes crushed crushed crushing",
            "maul mauls mauled mauled mauling",
            "poison poisons poisoned poisoned poisoning",
            "trample tramples trampled trampled trampling",
        )
    ),
    Entry(
        "killed",
        TRANSITIVE,
        adverbial("mortally", "wound wounds wounded wounded wounding"),
        "A guard was mortally wounded.",
    ),
    Entry("killed", TRANSITIVE, "shoot shoots shot shot shooting", "Two men were shot dead.", after="dead"),
    Entry("killed", TRANSITIVE, "shoot shoots shot shot shooting", "Two men were shot to death.", after="to death"),
    Entry(
        "killed", TRANSITIVE, "stab stabs stabbed stabbed stabbing", "Two men were stabbed to death.", after="to death"
    ),
    Entry("killed", NOUN, "remains", "The remains of a hiker were found.", of_only=True),
    *(
        Entry("killed", TRANSITIVE, forms, example, then="to death")
        for forms, example in (
            ("stab stabs stabbed stabbed stabbing", "A man stabbed two guards to death."),
            ("shoot shoots shot shot shooting", "A man shot two guards to death."),
            ("hack", "Raiders hacked five women to death."),
            ("burn burns burned burned burning", "Four women were burned to death."),
            ("burn burns burned burnt burning", "Four children were burnt to death."),
            ("crush", "A falling wall crushed three workers to death."),
            ("beat beats beat beaten beating", "A mob beat two men to death."),
            ("trample", "Nine pilgrims were trampled to death."),
            ("stone", "A crowd stoned two men to death."),
            ("put puts put put putting", "The rebels put six prisoners to death."),
            ("club clubs clubbed clubbed clubbing", "A guard was clubbed to death."),
            ("bludgeon bludgeons bludgeoned bludgeoned bludgeoning", "A shopkeeper was bludgeoned to death."),
            ("batter batters battered battered battering", "A robber battered a pensioner to death."),
            ("maul mauls mauled mauled mauling", "A tiger mauled two keepers to death."),
            ("gore", "A bull gored a farmer to death."),
            ("torture", "Jailers tortured three detainees to death."),
            ("knife knifes knifed knifed knifing", "A sailor was knifed to death."),
            ("slash slashes slashed slashed slashing", "A driver was slashed to death."),
            ("kick", "Youths kicked a vagrant to death."),
            ("choke", "A robber choked two women to death."),
            ("sting stings stung stung stinging", "Bees stung a farmer to death."),
            ("spear spears speared speared spearing", "Raiders speared four herders to death."),
            ("flog flogs flogged flogged flogging", "Guards flogged a prisoner to death."),
            ("scald", "Steam scalded two stokers to death."),
            ("squeeze", "The crowd squeezed six fans to death."),
            ("char chars charred charred charring", "Two drivers were charred to death."),
            ("roast", "The fire roasted 12 people to death."),
            ("whip whips whipped whipped whipping", "Jailers whipped two captives to death."),
            ("lash lashes lashed lashed lashing", "Jailers lashed two captives to death."),
            ("bite bites bit bitten biting", "Stray dogs bit a pensioner to death."),
            ("drag drags dragged dragged dragging", "A mob dragged two men to death behind a lorry."),
            ("starve", "Her captors starved two girls to death."),
            ("pelt", "A crowd pelted two men to death with bricks."),
        )
    ),
    *(
        Entry("killed", TRANSITIVE, "shoot shoots shot shot shooting", f"Two clerks were shot {how}.", then=how)
        for how in ("execution-style", "execution style")
    ),
    *(
        Entry("killed", TRANSITIVE, forms, f"A shell {forms.split()[2]} two boys {whither}.", then=whither)
        for forms in ("blow blows blew blown blowing", "tear tears tore torn tearing", "rip rips ripped ripped ripping")
        for whither in ("to pieces", "to bits", "to shreds")
    ),
    Entry(
        "killed",
        TRANSITIVE,
        "blow blows blew blown blowing",
        "A mine blew up four sappers.",
        after="up",
        needs_person=True,
    ),
    *(
        Entry("killed", TRANSITIVE, adverbial(f"{event}{s}", forms), f"{event.title()}{s} {forms.split()[0]} 14")
        for event in _CLAIMANTS.split()
        for s, forms in (("", "claims claims claimed claimed claiming"), ("s", "claim claim claimed claimed claiming"))
    ),
    Entry(
        "killed",
        NOUN,
        "victim victims",
        "The crash claimed a seventh victim.",
        preceded_by="claim claims claimed claiming",
    ),
    *(
        Entry("killed", TRANSITIVE, verb, f"A torrent {verb.split()[2]} two hikers to {whose}.", then=f"to {whose}")
        for verb in (
            "sweep sweeps swept swept sweeping",
            "drag drags dragged dragged dragging",
            "send sends sent sent sending",
            "hurl hurls hurled hurled hurling",
        )
        for whose in ("their deaths", "their death", "his death", "her death")
    ),
    Entry("killed", NOUN, "loss of life/losses of life", "There was no loss of life."),
    Entry("killed", TRANSITIVE, "mow mows mowed mown mowing", "A lorry mowed down nine pedestrians.", after="down"),
    Entry("killed", TRANSITIVE, "wipe", "The raid wiped out twelve villagers.", after="out"),
    *DYING,
    Entry(
        "killed",
        NOUN,
        "throat throats",
        "The raiders slit the throats of two guards.",
        of_only=True,
        preceded_by="slit slits slitting cut cuts cutting slashed",
    ),
    *(
        Entry("killed", TRANSITIVE, "cost costs cost cost costing", f"The fire cost two guards {life}.", then=life)
        for life in ("their lives", "his life", "her life")
    ),
    Entry(
        "killed",
        NOUN,
        "the",
        "The crash claimed the life of a young mother.",
        after="life",
        of_only=True,
        preceded_by="claimed claims claim claiming took takes taking cost costs ended ends snuffed",
    ),
    Entry("killed", TRANSITIVE, "lose loses lost lost losing", "The battalion lost six men.", needs_person=True),
    Entry("killed", STATE, "dead", "The quake left 50 dead."),
    Entry("killed", STATE, "kia", "Three soldiers KIA."),
    Entry("killed", STATE, "victims", "Two of the victims were teachers.", set_only=True),
    Entry("killed", STATE, "lifeless", "Two men were found lifeless."),
    Entry("killed", NOUN, "death deaths", "Officials reported 19 deaths."),
    Entry("killed", NOUN, "fatality fatalities", "There were six fatalities."),
    Entry("killed", NOUN, "body bodies corpse corpses", "Divers recovered 14 bodies."),
    Entry("killed", NOUN, "martyr martyrs", "The town buried 12 martyrs."),
    Entry(
        "killed",
        NOUN,
        "killing murder assassination execution beheading slaying drowning massacre lynching killings murders"
        " assassinations executions beheadings slayings drownings lynchings",
        "Police confirmed the murder of three students.",
        of_only=True,
    ),
    Entry(
        "killed",
        NOUN,
        "fatal shooting/fatal stabbing/shooting death/stabbing death/deadly shooting/shooting deaths/beating death",
        "Police made an arrest in the fatal shooting of a clerk.",
        of_only=True,
    ),
    Entry(
        "killed",
        INTRANSITIVE,
        "pass/passes/passed/passed/passing",
        "Two patients passed away after the crash.",
        after="away",
    ),
    Entry(
        "killed", INTRANSITIVE, "take/takes/took/taken/taking", "The gunman took his own life.", after="his own life"
    ),
    Entry(
        "killed",
        INTRANSITIVE,
        "take/takes/took/taken/taking",
        "The gunmen took their own lives.",
        after="their own lives",
    ),
    Entry("killed", Frame.SURVIVAL, "survive", "Neither of the pilots survived."),
    Entry(
        "killed",
        Frame.NONE_LEFT,
        "no survivors/no known survivors/no survivor",
        "There were no survivors among the 14 passengers.",
    ),
    Entry(
        "killed",
        Frame.NONE_LEFT,
        "survivor among/survivors among",
        "There were only two survivors among the 14 passengers.",
    ),
    Entry("killed", NOUN, "loss", "The army admitted the loss of seven men.", of_only=True, needs_person=True),
    Entry("killed", NOUN, "lives", "The crash claimed nine lives.", needs_loss=True),
    Entry("killed", TOLL, "toll of dead/toll of the dead/toll of deaths", "The toll of dead now stands at 43."),
    Entry("killed", TOLL, "toll", "The toll rose to 31."),
    Entry(
        "killed",
        TOLL,
        counts_of(
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
    Entry(
        "killed",
        TOLL,
        "estimates of the dead/estimates of the deaths/counts of the dead",
        "Estimates of the dead vary from 40 to 60.",
    ),
    Entry(
        "killed", TOLL, "the dead at/the killed at", "The police put the dead at six.", beside="put puts putting placed"
    ),
    Entry("killed", TOLL, "body count/death count", "The death count stands at 12."),
    Entry(
        "killed",
        TOLL,
        "figure/tally/count/number",
        "The figure of 40 dead was later corrected to 36.",
        needs_death=True,
    ),
    Entry("killed", TOLL, "total", "Six more died, bringing the total to 33.", needs_death=True),
)
