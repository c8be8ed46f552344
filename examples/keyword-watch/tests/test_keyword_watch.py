"""What the agent tells, and what every agent owes."""

from tocsin import Agent, Article
from tocsin.testing import AgentContract, article, run
from tocsin_keyword_watch import Keyword, keyword_watch


class TestContract(AgentContract):
    def agent(self) -> Agent[Article]:
        return keyword_watch()


def told(text: str) -> list[tuple[str, int]]:
    done = run(keyword_watch(), [article(text, title="News")])
    return [(keyword.word, keyword.count) for keyword in done.of(Keyword)]


def test_a_word_is_told_with_how_often_it_is_used() -> None:
    assert told("A flood. The FLOOD took the bridge.") == [("bridge", 1), ("flood", 2)]


def test_a_part_of_a_word_is_not_the_word() -> None:
    assert told("The floodlights of Cambridge.") == []
