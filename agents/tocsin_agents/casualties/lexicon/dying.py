"""The words that say that people died, of whom they are the subject: "nine climbers perished", "two men bled to death"."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.entries import Entry
from tocsin_agents.casualties.lexicon.spelling import INTRANSITIVE

__all__ = ["DYING"]

DYING: tuple[Entry, ...] = (
    Entry("killed", INTRANSITIVE, "die dies died died dying", "Two sailors died."),
    Entry("killed", INTRANSITIVE, "perish", "Nine climbers perished."),
    Entry("killed", INTRANSITIVE, "drown", "Three swimmers drowned.", labile=True),
    Entry("killed", INTRANSITIVE, "succumb", "Two patients succumbed to burns."),
    Entry("killed", INTRANSITIVE, "suffocate", "Six stowaways suffocated.", labile=True),
    Entry(
        "killed", INTRANSITIVE, "lose/loses/lost/lost/losing", "Three soldiers lost their lives.", after="their lives"
    ),
    Entry("killed", INTRANSITIVE, "lose/loses/lost/lost/losing", "A rider lost his life.", after="his life"),
    Entry("killed", INTRANSITIVE, "lose/loses/lost/lost/losing", "A rider lost her life.", after="her life"),
    Entry("killed", INTRANSITIVE, "lose/loses/lost/lost/losing", "Nine people lost their life.", after="their life"),
    Entry(
        "killed",
        INTRANSITIVE,
        "go/goes/went/gone/going",
        "Nineteen sailors went down with the ship.",
        after="down with",
    ),
    *(
        Entry("killed", INTRANSITIVE, verb, example, after=f"to {death}")
        for verb, example in (
            ("fall/falls/fell/fallen/falling", "Two climbers fell {}."),
            ("plunge/plunges/plunged/plunged/plunging", "Two climbers plunged {}."),
            ("plummet/plummets/plummeted/plummeted/plummeting", "Two climbers plummeted {}."),
            ("leap/leaps/leapt/leapt/leaping", "Two climbers leapt {}."),
            ("leap/leaps/leaped/leaped/leaping", "Two climbers leaped {}."),
            ("jump/jumps/jumped/jumped/jumping", "Two climbers jumped {}."),
            ("sweep/sweeps/swept/swept/sweeping", "Two climbers were swept {}."),
            ("drag/drags/dragged/dragged/dragging", "Two climbers were dragged {}."),
        )
        for death in ("their deaths", "their death", "his death", "her death", "death")
        for example in (example.format(f"to {death}"),)
    ),
    *(
        Entry("killed", INTRANSITIVE, verb, f"{who} {verb.split('/')[2]} {whose} {death}.", after=f"{whose} {death}")
        for verb, deaths in (
            ("meet/meets/met/met/meeting", "death deaths end"),
            ("give/gives/gave/given/giving", "life lives"),
            ("lay/lays/laid/laid/laying", "lives"),
        )
        for who, whose in (("Four hikers", "their"), ("A hiker", "his"), ("A hiker", "her"))
        for death in deaths.split()
        if not (whose != "their" and death in {"deaths", "lives"})
    ),
    *(
        Entry("killed", INTRANSITIVE, "have/has/had/had/having", f"{who} had {throat}.", after=throat)
        for who, throat in (
            ("Two guards", "their throats slit"),
            ("Two guards", "their throats cut"),
            ("A guard", "his throat slit"),
            ("A guard", "his throat cut"),
            ("A nurse", "her throat slit"),
            ("A nurse", "her throat cut"),
        )
    ),
    *(
        Entry("killed", INTRANSITIVE, verb, f"The gunman {verb.split('/')[2]} {tail}.", after=tail)
        for verb, tail in (
            ("turn/turns/turned/turned/turning", "the gun on himself"),
            ("turn/turns/turned/turned/turning", "the weapon on himself"),
            ("pay/pays/paid/paid/paying", "with his life"),
        )
    ),
    Entry(
        "killed",
        INTRANSITIVE,
        "pay/pays/paid/paid/paying",
        "Two guards paid with their lives.",
        after="with their lives",
    ),
    Entry("killed", INTRANSITIVE, "embrace", "Three soldiers embraced martyrdom.", after="martyrdom"),
    Entry("killed", INTRANSITIVE, "attain", "A captain attained martyrdom.", after="martyrdom"),
    Entry("killed", INTRANSITIVE, "bleed/bleeds/bled/bled/bleeding", "Two men bled to death.", after="to death"),
    Entry(
        "killed", INTRANSITIVE, "freeze/freezes/froze/frozen/freezing", "Two climbers froze to death.", after="to death"
    ),
    Entry("killed", INTRANSITIVE, "starve", "Eighty children starved to death.", after="to death"),
)
