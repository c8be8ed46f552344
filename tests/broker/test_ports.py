import socket
from dataclasses import replace
from pathlib import Path

import pytest

from tocsin.broker.ports import choose_ports, is_free, recall_ports, remember_ports


def test_ports_are_remembered(tmp_path: Path) -> None:
    chosen = choose_ports(tmp_path)
    assert choose_ports(tmp_path) == chosen == recall_ports(tmp_path)
    assert chosen.broker != chosen.controller


def test_ports_can_be_chosen_for_it(tmp_path: Path) -> None:
    chosen = replace(choose_ports(tmp_path), advertised=20_003)
    remember_ports(tmp_path, chosen)
    assert choose_ports(tmp_path) == chosen


def test_a_remembered_port_that_is_taken_is_replaced(tmp_path: Path) -> None:
    before = choose_ports(tmp_path)
    with socket.create_server(("127.0.0.1", before.broker)):
        assert not is_free(before.broker)
        after = choose_ports(tmp_path)
    assert after.broker != before.broker
    assert recall_ports(tmp_path) == after


def test_ports_can_be_chosen_afresh(tmp_path: Path) -> None:
    assert choose_ports(tmp_path) != choose_ports(tmp_path, afresh=True)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"broker": null, "controller": 1}'])
def test_an_unreadable_memory_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "ports.json").write_text(text)
    assert recall_ports(tmp_path) is None
