"""What every agent owes those who run it, as tests to inherit."""

# ruff: noqa: S101 - these are tests

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from tocsin.engine.messages import Incoming
from tocsin.engine.processing import Processing
from tocsin.errors import PluginError
from tocsin.plugins.agent import AnyAgent, BatchAgent, Output, StatefulAgent
from tocsin.plugins.state import State
from tocsin.plugins.wiring import Wiring
from tocsin.records import Article, Claim, DeadLetter
from tocsin.records.codec import decode, encode
from tocsin.testing.builders import articles, claims, odd_articles
from tocsin.testing.running import Run, run, run_in

__all__ = ["AgentContract"]


class AgentContract:
    """Inherit it, give the agent, and pytest finds the tests.

        class TestFloods(AgentContract):
            def agent(self):
                return Floods()

    `records` are those that the agent is tried on: articles or claims where it reads either, to be overridden elsewhere.
    """

    def agent(self) -> AnyAgent:
        """Make the agent under test; called several times, and gives a new one each time."""
        message = "override agent()"
        raise NotImplementedError(message)

    def records(self) -> Sequence[BaseModel]:
        """Give records that the agent reads, some of which it has something to say about."""
        wiring = self._wiring()
        read = {record for spec in wiring.specs for record in wiring.inputs(spec).values()}
        known: dict[type[BaseModel], Sequence[BaseModel]] = {Article: articles(), Claim: claims()}
        fitting = [each for record in known if record in read for each in known[record]]
        if not fitting:
            message = "this agent reads neither articles nor claims: override records()"
            raise NotImplementedError(message)
        return fitting

    def odd_records(self) -> Sequence[BaseModel]:
        """Give records that are valid and yet odd; odd articles where the agent reads articles, none elsewhere."""
        wiring = self._wiring()
        reads_articles = any(Article in wiring.inputs(spec).values() for spec in wiring.specs)
        return odd_articles() if reads_articles else ()

    def test_it_has_something_to_say(self) -> None:
        """Hold the records to be of use: an agent that is given nothing it answers to keeps every promise."""
        assert self._run().emitted, "the agent emits nothing for records(): override them"

    def test_the_same_records_give_the_same(self) -> None:
        """Hold the agent to its input: no clock, no chance, no order of a set; so ids are the same again."""
        assert self._run() == self._run(), "two runs over the same records differ"

    def test_a_record_gives_each_id_once(self) -> None:
        """Hold emitted records apart: two different ones must not have one id on one topic within one run."""
        kept: dict[tuple[str, object], set[bytes]] = {}
        for emitted in self._run().emitted:
            if getattr(emitted.record, "id", None):
                kept.setdefault((emitted.topic, getattr(emitted.record, "id", None)), set()).add(encode(emitted.record))
        stateful = isinstance(self.agent(), StatefulAgent)  # it may tell one thing anew, under its id
        twice = [key for key, contents in kept.items() if len(contents) > 1 and not stateful]
        assert not twice, f"different records have one id: {twice[:3]}"

    def test_records_are_left_as_they_were(self) -> None:
        """Hold the agent to reading: what it is handed, it must not change."""
        changed = [letter for letter in self._checked().failed if "changed the record" in letter.message]
        assert not changed, changed[0].message

    def test_it_emits_only_what_it_declares(self) -> None:
        """Hold the agent to its Spec: every record it yields is of a class and for a topic that it declares."""
        undeclared = [letter for letter in self._run().failed if letter.error == "PluginError"]
        assert not undeclared, undeclared[0].message

    def test_it_goes_on_after_a_restart(self) -> None:
        """Hold the agent to its stores: what it remembers elsewhere is lost when the process ends."""
        restarted = run(self.agent(), self.records(), restart_between=True)
        assert restarted == self._run(), "a restart between records changes what is emitted"

    def test_batches_make_no_difference(self) -> None:
        """Hold a batch agent to one answer for one record, whatever else is in the batch."""
        agent = self.agent()
        if isinstance(agent, BatchAgent):
            records = list(self.records())
            together = [[encode(_record(each)) for each in answers] for answers in agent_batch(agent, records)]
            alone = [[encode(_record(e)) for e in answers] for r in records for answers in agent_batch(agent, [r])]
            assert together == alone, "the answer for a record depends on what else is in its batch"

    def test_odd_records_do_no_harm(self) -> None:
        """Hold the agent to any text: it must not raise on what is only odd."""
        failed = run(self.agent(), self.odd_records()).failed
        assert not failed, f"{len(failed)} odd records fail, the first with {_told(failed[0])}"

    def _wiring(self) -> Wiring:
        return Wiring([self.agent().spec])

    def _run(self) -> Run:
        return run(self.agent(), self.records())

    def _checked(self) -> Run:
        return run_in(_Checked, self.agent(), self.records())


class _Checked(Processing):
    """A processing that looks at records before and after."""

    def _call(self, message: Incoming, record: BaseModel, state: State | None) -> list[Output]:
        outputs = super()._call(message, record, state)
        self._check([(message, record)])
        return outputs

    def _call_batch(self, readable: list[tuple[Incoming, BaseModel]]) -> list[list[Output]]:
        outputs = super()._call_batch(readable)
        self._check(readable)
        return outputs

    def _check(self, readable: list[tuple[Incoming, BaseModel]]) -> None:
        for message, record in readable:
            if encode(record) != encode(decode(type(record), message.value or b"")):
                raise PluginError(
                    f"Agent {self.spec.name} changed the record it was given.", hint="Use model_copy(update=...)."
                )


def agent_batch(agent: BatchAgent[BaseModel], records: Sequence[BaseModel]) -> list[list[Output]]:
    """Open an agent, hand it one batch, and close it."""
    agent.open()
    try:
        return [list(outputs) for outputs in agent.process_batch(records)]
    finally:
        agent.close()


def _record(output: Output) -> BaseModel:
    return output if isinstance(output, BaseModel) else output.record


def _told(letter: DeadLetter) -> str:
    return f"{letter.error}: {letter.message}"
