"""What the agent tells, and what every agent owes."""

import pytest

from tocsin.testing import AgentContract, article, run
from tocsin_languages import Language, Languages, LanguageSettings


class TestContract(AgentContract):
    def agent(self) -> Languages:
        return Languages()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was closed by the police, and it is not known for how long.", "en"),
        ("Die Brücke wurde von der Polizei gesperrt, und das Wasser ist nicht gesunken.", "de"),
        ("Le pont est fermé par la police dans les deux sens, et ce pour des jours.", "fr"),
        ("El puente fue cerrado por los agentes, y las aguas del río han subido.", "es"),
        ("La strada è chiusa, gli agenti sono nel paese ma non si passa.", "it"),
        ("A ponte foi fechada e os agentes não passam, mas as águas dos rios...", "pt"),
    ],
)
def test_a_language_is_told_by_its_common_words(text: str, language: str) -> None:
    assert [each.language for each in run(Languages(), [article(text, title="")]).of(Language)] == [language]


def test_what_is_hardly_language_is_passed_over() -> None:
    text = "4-1 3-0 2-2 1-1 the 5-4"
    assert run(Languages(), [article(text, title="")]).emitted == ()
    assert run(Languages(LanguageSettings(least_share=0)), [article(text, title="")]).of(Language)
