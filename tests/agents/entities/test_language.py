"""In which language a text is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.entities.language import language_of

TEXTS = [
    ("en", "At least 12 people were killed in Homs on Friday, activists said."),
    ("en", "AT LEAST 12 KILLED IN HOMS"),
    ("en", "Kofi Annan Damascus Homs"),
    ("en", "Ada Brandt, Ada Cole, Ada Berg, Ada Osk, Ada Hall, Ada Voss"),
    ("en", "Der Spiegel and Die Zeit wrote of it, as did Le Monde and El Pais, in what was said to be a first."),
    (
        "de",
        "Bei einem Anschlag in der Stadt sind nach Angaben der Polizei zwölf Menschen getötet worden, die meisten davon Kinder.",
    ),
    (
        "fr",
        "Au moins douze personnes ont été tuées dans un attentat à la voiture piégée, selon les autorités de la ville.",
    ),
    (
        "es",
        "Al menos doce personas murieron en el atentado, según las autoridades de la ciudad y los testigos que lo vieron.",
    ),
    (
        "it",
        "Almeno dodici persone sono morte in un attentato nella città, secondo le autorità che hanno parlato con la stampa.",
    ),
    (
        "pt",
        "Pelo menos doze pessoas foram mortas em um ataque na cidade, segundo as autoridades, que não deram mais detalhes.",
    ),
    (
        "nl",
        "Bij een aanslag in de stad zijn volgens de politie zeker twaalf mensen om het leven gekomen, meldt het persbureau.",
    ),
    ("ru", "При взрыве погибли двенадцать человек"),
    ("ar", "قتل اثنا عشر شخصا في حمص يوم الجمعة"),
    ("he", "שנים עשר בני אדם נהרגו ביום שישי"),
    ("zh", "周五在霍姆斯至少有十二人丧生"),
    ("ja", "金曜日にホムスで少なくとも十二人が死亡した"),
    ("ko", "금요일 홈스에서 최소 12명이 사망했다"),
    ("", "12 - 34 \U0001f525 !!!"),
    ("", ""),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_language_is_told_by_letters_and_common_words(language: str, text: str) -> None:
    assert language_of(text) == language


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert language_of(text) in {"", *(code for code, _ in TEXTS)} | {
        "el",
        "hi",
        "bn",
        "ta",
        "th",
        "ka",
        "am",
        "sv",
        "da",
        "pl",
        "tr",
        "id",
        "ro",
    }
