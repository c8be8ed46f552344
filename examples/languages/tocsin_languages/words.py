"""The commonest words of six languages, those left out that two of them share."""

from collections import Counter

__all__ = ["distinctive"]

COMMON = {
    "de": "der die das und ist von zu den mit sich des auf für nicht dem ein eine als auch wurde wird bei nach sind",
    "en": "the of and to in is was that for it with as his on be at by had not are but from were which this have",
    "es": "el la de que y los del se las por un para con no una su al lo como más fue sus han este",
    "fr": "le la les de des et en un une du que est pour qui dans par plus pas au sur ne ce il sont avec aux",
    "it": "il di che la e è per un in una sono mi ho del lo non della con ma gli dei al le si da nel alla",
    "pt": "o de que e do da em um para é com não uma os no se na por mais as dos como mas foi ao das seu",
}


def distinctive() -> dict[str, str]:
    """Give the language that each word speaks for."""
    languages_of = Counter(word for words in COMMON.values() for word in words.split())
    return {word: language for language, words in COMMON.items() for word in words.split() if languages_of[word] == 1}
