"""Tell in which language a text is written, as far as its letters and its commonest words show it."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["ENGLISH", "language_of"]

ENGLISH = "en"
SAMPLE = 4_000
"""Characters of a text that are looked at."""
FEWEST_WORDS = 5
FEWEST_DIFFERENT_WORDS = 4
LEAD = 1.5
"""How many times as many common words another language must have as English."""
WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "bn": re.compile("[\u0980-\u09ff]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "am": re.compile("[\u1200-\u137f]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
"""Letters and the language most often written in them; Russian stands for all that is written in Cyrillic, and so on."""
COMMON = {
    "en": "the of and to in that is was for on with as by at from his be are has he it said have were an not they which this but who had",
    "de": "der die das und den von zu mit sich des auf ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer",
    "fr": "le la les des et du en une est que dans qui pour au pas par sur plus ce il avec sont se ne aux cette ont mais été",
    "es": "el los las del y que una por con para se su al lo como más pero sus este ya fue ha entre cuando muy sin sobre también",
    "it": "il di che e la un per è non una sono con si da del della ha le dei nel alla gli anche come più al ma questo nella",
    "pt": "o os as que e do da em um para com não uma por mais dos das se na no como mas foi ao ele tem seu sua ou são",
    "nl": "de het een en van ik te dat die op aan voor met zijn niet er om hem dan zou wat mijn of werd naar bij ook uit door over",
    "sv": "och att det som en på är av för med den till inte om ett men var sig från han kan hade vid eller nu också efter",
    "da": "og at det er en til på som med for der af den ikke et han har de var jeg men sig om vi havde fra skal kan efter",
    "pl": "w i na z do się nie że to jest o jak po od za co dla oraz ale przez był tym przy są jego która może jednak",
    "tr": "ve bir bu da için de ile çok daha olarak gibi olan ne kadar sonra var dedi en ise ancak her iki değil oldu ya",
    "id": "yang dan di ini itu dengan untuk dari tidak dalam pada akan ke ada juga saya oleh mereka sebagai telah bisa karena adalah kata",
    "ro": "și în de la pe cu nu este din care pentru mai au fost sunt a al să ca dar după un o",
}
SPEAKERS: dict[str, tuple[str, ...]] = {}
for _code, _words in COMMON.items():
    for _word in _words.split():
        SPEAKERS[_word] = (*SPEAKERS.get(_word, ()), _code)


def language_of(text: str) -> str:
    """Give an ISO 639-1 code: another than English only where the text shows it, "" where it has no letters."""
    sample = text[:SAMPLE]
    words = WORD.findall(sample.casefold())
    if not words:
        return ""
    letters = sum(map(len, words))
    written = {code: len(script.findall(sample)) for code, script in SCRIPTS.items()}
    # Japanese is written with Chinese letters as well.
    written["zh"] *= not written["ja"]
    if 2 * sum(written.values()) > letters:
        return max(written, key=written.__getitem__)
    counts = Counter(code for word in words for code in SPEAKERS.get(word, ()))
    best, count = max(counts.items(), key=lambda pair: (pair[1], pair[0] == ENGLISH), default=(ENGLISH, 0))
    different = sum(best in SPEAKERS.get(word, ()) for word in set(words))
    shows = count >= FEWEST_WORDS and different >= FEWEST_DIFFERENT_WORDS and count > LEAD * counts[ENGLISH]
    return best if shows else ENGLISH
