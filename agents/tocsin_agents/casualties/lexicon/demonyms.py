"""Words for people of a country or a nation that no ending shows to be people: "a Briton", "two Japanese"."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.grammar import words
from tocsin_agents.places.lexicon import rows

__all__ = ["DEMONYMS"]

_LISTED = words(
    "briton scot dane swede finn pole turk spaniard serb croat slovene kurd arab thai greek czech slovak german dutchman icelander"
    " iraqi israeli pakistani nepali bangladeshi saudi yemeni kuwaiti emirati qatari omani bahraini somali punjabi kashmiri"
    " afghan uzbek tajik kazakh kyrgyz turkmen pashtun uighur uyghur filipino filipina hindu muslim christian sikh jew copt sunni shia shi'ite"
    " druze yazidi tutsi hutu zulu tuareg berber cypriot bosniak kosovar catalan basque fijian"
    " chinese japanese lebanese sudanese congolese burmese vietnamese senegalese portuguese maltese sinhalese taiwanese beninese"
    " gabonese togolese rwandese nepalese british french irish welsh dutch swiss spanish english danish swedish finnish polish turkish"
    " chadian saudi-arabian malian ivorian"
)
DEMONYMS = _LISTED | {
    word.lower() for row in rows("countries.tsv") for forms in row[4:] for word in forms.split("|") if word.isalpha()
}
"""In lower case; they name people only where a number or an article stands before them and no noun follows."""
