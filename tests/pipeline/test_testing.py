"""Authors test their agents in one line, and what they see is what Kafka would give."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import Agent, Article, Claim, DeadLetter, Output, PluginError, Record, Spec, State, StatefulAgent, Topic
from tocsin.testing import Emitted, run


class Word(Record):
    word: str
    count: int = 0


WORDS = Topic("words", Word, key="word", partitions=3)
COUNTS = Topic("counts", Word, key="word")


class Words(Agent[Article]):
    spec = Spec(name="words", summary="Splits.", consumes=("articles",), produces=(WORDS,))

    def process(self, article: Article, /) -> Iterable[Output]:
        for word in article.text.split():
            if word == "wrong":
                raise ValueError(word)
            yield Word(word=word)


class Counts(StatefulAgent[Word]):
    spec = Spec(name="counts", summary="Counts.", consumes=("words",), produces=(COUNTS,), state=("counts",))

    def process(self, record: Word, state: State, /) -> Iterable[Output]:
        count = state["counts"].get(record.word, 0) + 1
        state["counts"].set(record.word, count)
        yield Word(word=record.word, count=count)


class Forgetful(StatefulAgent[Article]):
    """Keeps in itself what it should keep in its state."""

    spec = Spec(name="forgetful", summary="Counts.", consumes=("articles",), produces=(COUNTS,), state=("counts",))

    def process(self, article: Article, state: State, /) -> Iterable[Output]:
        seen = state["counts"].get("seen", 0)
        state["counts"].set("seen", seen + 1)
        if seen == 0:
            self.first = state
        yield Word(word=article.text, count=len(self.first["counts"]) + (state is self.first))


articles = st.lists(
    st.text("ab wrong", min_size=1, max_size=12).filter(str.strip).map(lambda t: Article(text=t)), max_size=6
)


def test_an_agent_is_run_over_records_in_one_line() -> None:
    assert [word.word for word in run(Words(), [Article(text="one two")]).of(Word)] == ["one", "two"]


def test_what_was_emitted_is_told_with_its_topic() -> None:
    done = run(Words(), [Article(text="one")])
    assert done.emitted == (Emitted("words", Word(word="one")),)
    assert done.on("words") == [Word(word="one")]
    assert done.on("counts") == []
    assert done.of(Claim) == []


def test_what_failed_is_told_with_its_reason() -> None:
    done = run(Words(), [Article(text="wrong"), Article(text="fine")])
    [letter] = done.failed
    assert isinstance(letter, DeadLetter)
    assert (letter.agent, letter.error, letter.message, letter.offset) == ("words", "ValueError", "wrong", 0)
    assert [word.word for word in done.of(Word)] == ["fine"]


def test_agents_given_together_are_wired_by_their_topics() -> None:
    done = run([Counts(), Words()], [Article(text="a b a")])
    counted = sorted((word.word, word.count) for word in done.of(Word) if word.count)
    assert counted == [("a", 1), ("a", 2), ("b", 1)]
    assert len(done.on("counts")) == 3


def test_records_may_be_of_several_classes() -> None:
    done = run([Words(), Counts()], [Article(text="a"), Word(word="a")])
    assert sorted(word.count for word in done.of(Word) if word.count) == [1, 2]


@given(articles)
def test_a_restart_after_each_record_changes_nothing(given_articles: list[Article]) -> None:
    lasting = run([Words(), Counts()], given_articles)
    restarted = run([Words(), Counts()], given_articles, restart_between=True)
    assert restarted.emitted == lasting.emitted


def test_an_agent_that_remembers_outside_its_state_is_found_out_by_a_restart() -> None:
    given_articles = [Article(text="a"), Article(text="b")]
    assert run(Forgetful(), given_articles) != run(Forgetful(), given_articles, restart_between=True)


def test_records_that_nobody_reads_are_refused_with_what_is_read() -> None:
    with pytest.raises(PluginError, match="No agent here reads Claim records") as caught:
        run(Words(), [Claim(article_id="a", measure="killed")])
    assert "articles" in caught.value.hint


def test_no_records_give_an_empty_run() -> None:
    done = run(Words(), [])
    assert (done.emitted, done.failed) == ((), ())


def test_an_agent_is_opened_before_and_closed_after_even_when_the_run_is_refused() -> None:
    class Opening(Words):
        calls: tuple[str, ...] = ()

        def open(self) -> None:
            self.calls += ("open",)

        def close(self) -> None:
            self.calls += ("close",)

    agent = Opening()
    with pytest.raises(PluginError):
        run(agent, [Claim(article_id="a", measure="killed")])
    assert agent.calls == ("open", "close")
