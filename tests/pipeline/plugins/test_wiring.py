"""Agents and topics that do not fit together are refused before Kafka is touched."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import AnyRecord, Record, Spec, Topic, WiringError
from tocsin.plugins.graph import draw_json, draw_mermaid, draw_text, in_flow_order
from tocsin.plugins.wiring import Wiring
from tocsin.topics.table import BUILT_IN


class Flood(Record):
    river: str = ""


FLOODS = Topic("floods", Flood)
TOPICS = [Topic(f"t{number}", Flood) for number in range(6)]


def spec(name: str, consumes: tuple[Any, ...], produces: tuple[Any, ...] = ()) -> Spec:
    return Spec(name=name, summary=f"The {name}.", consumes=consumes, produces=produces)


@st.composite
def pipelines(draw: st.DrawFn, *, forward: bool) -> list[Spec]:
    """Draw agents between six topics; forward ones read lower topics than they write, so that there is no cycle."""
    specs = []
    for number in range(draw(st.integers(1, 5))):
        consumes = draw(st.lists(st.sampled_from(TOPICS[:-1] if forward else TOPICS), min_size=1, unique=True))
        above = TOPICS[max(TOPICS.index(topic) for topic in consumes) + 1 :] if forward else TOPICS
        produces = draw(st.lists(st.sampled_from(above), unique=True))
        specs.append(spec(f"a{number}", tuple(consumes), tuple(produces)))
    return draw(st.permutations(specs))


@given(pipelines(forward=False))
def test_whoever_writes_or_reads_a_topic_is_known_from_both_sides(specs: list[Spec]) -> None:
    wiring = Wiring(specs)
    for topic in wiring.topics():
        assert set(wiring.writers(topic.name)) == {s.name for s in specs if topic in s.outputs}
        assert set(wiring.readers(topic.name)) == {s.name for s in specs if topic.name in s.inputs}
    for each in specs:
        assert wiring.inputs(each) == dict.fromkeys(each.inputs, Flood)


@given(pipelines(forward=False))
def test_every_agent_has_its_place_in_the_flow_even_in_a_cycle(specs: list[Spec]) -> None:
    assert sorted(s.name for s in in_flow_order(Wiring(specs))) == sorted(s.name for s in specs)


@given(pipelines(forward=True))
def test_agents_flow_after_those_whose_topics_they_read(specs: list[Spec]) -> None:
    wiring = Wiring(specs)
    place = {s.name: number for number, s in enumerate(in_flow_order(wiring))}
    for each in specs:
        for name in each.inputs:
            assert all(place[writer] < place[each.name] for writer in wiring.writers(name))


@given(pipelines(forward=False), st.data())
def test_two_agents_with_one_name_never_run_together(specs: list[Spec], data: st.DataObject) -> None:
    twin = spec(data.draw(st.sampled_from(specs)).name, ("articles",))
    with pytest.raises(WiringError, match=f"Two agents are named {twin.name}"):
        Wiring([*specs, twin])


@given(pipelines(forward=False))
def test_every_drawing_shows_every_agent(specs: list[Spec]) -> None:
    wiring = Wiring(specs)
    text, mermaid, drawn = draw_text(wiring), draw_mermaid(wiring), json.loads(draw_json(wiring))
    assert len(text.splitlines()) == len(specs)
    assert [agent["name"] for agent in drawn["agents"]] == [s.name for s in in_flow_order(wiring)]
    for each in specs:
        assert f"[{each.name}]" in text
        assert all(f"{name}([{name}]) --> {each.name}_agent[{each.name}]" in mermaid for name in each.inputs)


def test_the_drawing_in_text_reads_from_input_to_output() -> None:
    wiring = Wiring([spec("rivers", (FLOODS,)), spec("floods", ("articles", "claims"), (FLOODS,))])
    assert draw_text(wiring).splitlines() == [
        "articles + claims -> [floods] -> floods",
        "           floods -> [rivers] -> nothing",
    ]


def test_the_names_of_a_mermaid_drawing_are_ones_it_can_read() -> None:
    drawn = draw_mermaid(Wiring([spec("flood-watch", ("articles.unique",), (Topic("floods.new", Flood),))]))
    assert drawn.splitlines() == [
        "flowchart LR",
        "    articles_unique([articles.unique]) --> flood_watch_agent[flood-watch]",
        "    flood_watch_agent[flood-watch] --> floods_new([floods.new])",
    ]


def test_the_drawing_in_json_says_how_each_topic_is_kept() -> None:
    drawn = json.loads(draw_json(Wiring([spec("floods", ("articles",), (FLOODS,))])))
    assert drawn["topics"][-1] == {
        "name": "floods",
        "record": "Flood",
        "key": "id",
        "partitions": 1,
        "written_by": ["floods"],
        "read_by": [],
    }
    assert [topic["name"] for topic in drawn["topics"]] == [*BUILT_IN, "floods"]


def test_a_topic_that_nobody_declares_is_refused_with_those_there_are() -> None:
    with pytest.raises(WiringError, match="There is no topic 'quakes'") as caught:
        Wiring([spec("floods", ("quakes",))])
    assert "articles.unique" in caught.value.hint


def test_a_topic_of_another_agent_can_be_consumed_by_name() -> None:
    wiring = Wiring([spec("rivers", ("floods",)), spec("floods", ("articles",), (FLOODS,))])
    assert wiring.inputs(wiring.specs[0]) == {"floods": Flood}


@pytest.mark.parametrize("other", [Topic("floods", Flood, partitions=2), Topic("floods", Flood, key="river")])
def test_one_topic_declared_in_two_ways_is_refused_with_both_agents(other: Topic) -> None:
    with pytest.raises(WiringError, match=r"^Agent second declares the topic floods differently from first\."):
        Wiring([spec("first", ("articles",), (FLOODS,)), spec("second", ("articles",), (other,))])


def test_a_reader_that_declares_a_topic_differently_is_refused_too() -> None:
    with pytest.raises(WiringError, match=r"^Agent reader declares the topic floods differently from writer\."):
        Wiring([spec("reader", (Topic("floods", Flood, partitions=2),)), spec("writer", ("articles",), (FLOODS,))])


def test_a_built_in_topic_cannot_be_declared_anew() -> None:
    with pytest.raises(WiringError, match=r"^Agent a declares the topic claims differently from the table of topics\."):
        Wiring([spec("a", ("articles",), (Topic("claims", Flood),))])


def test_topics_that_are_joined_have_the_same_number_of_partitions() -> None:
    with pytest.raises(WiringError, match=r"articles\.unique has 6, claims has 1") as caught:
        Wiring([spec("joiner", ("articles.unique", "claims"))])
    assert "would not meet" in caught.value.hint


def test_what_merely_looks_odd_is_remarked_upon() -> None:
    wiring = Wiring([spec("a", ("claims",), (FLOODS,)), spec("b", ("articles",), (FLOODS,))])
    assert wiring.remarks == ("Nothing here writes claims, which a reads.", "a and b both write floods.")


def test_articles_and_dead_letters_need_no_agent_that_writes_them() -> None:
    assert Wiring([spec("a", ("articles",)), spec("b", ("deadletters",))]).remarks == ()


class FloodHere(Record):
    """The same topic, as a reader without the writer's package sees it."""

    river: str


class FloodOtherwise(Record):
    river: int


class FloodWithMore(Record):
    basin: str


def test_a_topic_can_be_read_without_the_class_that_is_written_on_it() -> None:
    reader = spec("reader", (Topic("floods", AnyRecord),))
    wiring = Wiring([reader, spec("writer", ("articles",), (FLOODS,))])
    assert wiring.inputs(reader) == {"floods": AnyRecord}
    assert wiring.topic("floods") == FLOODS
    assert wiring.remarks == ()


def test_a_reader_may_have_a_class_of_its_own_that_fits() -> None:
    reader = spec("reader", (Topic("floods", FloodHere),))
    assert Wiring([reader, spec("writer", ("articles",), (FLOODS,))]).inputs(reader) == {"floods": FloodHere}


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (FloodOtherwise, r"as FloodOtherwise, which writer declares as Flood: river was string, and is integer\."),
        (FloodWithMore, r"as FloodWithMore, which writer declares as Flood: basin is required, and was not there\."),
    ],
)
def test_a_reader_whose_class_does_not_fit_is_refused_with_the_field(record: type[Record], told: str) -> None:
    with pytest.raises(WiringError, match=f"^Agent reader cannot read floods {told}"):
        Wiring([spec("reader", (Topic("floods", record),)), spec("writer", ("articles",), (FLOODS,))])


def test_agents_that_go_round_in_a_cycle_are_remarked_upon() -> None:
    drops = Topic("drops", Flood)
    agents = [spec("rivers", ("floods", "articles"), (drops,)), spec("floods", ("drops",), (FLOODS,))]
    assert Wiring(agents).remarks == ("rivers -> floods -> rivers is a cycle: a record may go round in it for ever.",)


def test_an_agent_that_reads_what_it_writes_is_a_cycle() -> None:
    [remark] = Wiring([spec("floods", ("articles", "floods"), (FLOODS,))]).remarks
    assert remark.startswith("floods -> floods is a cycle")


def test_agents_that_meet_again_are_no_cycle() -> None:
    left, right = Topic("left", Flood), Topic("right", Flood)
    agents = [
        spec("split", ("articles",), (left, right)),
        spec("one", ("left",), (FLOODS,)),
        spec("join", ("floods", "right")),
    ]
    assert Wiring(agents).remarks == ()


def test_a_topic_that_its_reader_declares_may_be_written_from_outside() -> None:
    assert Wiring([spec("a", (FLOODS,))]).remarks == ()
    assert Wiring([spec("a", (Topic("floods", AnyRecord),))]).remarks == ("Nothing here writes floods, which a reads.",)
