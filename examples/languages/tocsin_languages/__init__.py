"""Tells the language of each article, many articles at once."""

from tocsin_languages.agent import Language, Languages, LanguageSettings

__all__ = ["Language", "LanguageSettings", "Languages"]
