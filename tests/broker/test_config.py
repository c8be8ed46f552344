from pathlib import Path

from tocsin.broker.config import Ports, java_command, server_properties
from tocsin.broker.java import Java

PORTS = Ports(broker=20001, controller=20002)


def properties(log_directory: str = "/var/log") -> dict[str, str]:
    lines = server_properties(PORTS, Path(log_directory)).splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_both_listeners_and_what_is_advertised_are_loopback_only() -> None:
    settings = properties()
    assert settings["listeners"] == "BROKER://127.0.0.1:20001,CONTROLLER://127.0.0.1:20002"
    assert settings["advertised.listeners"] == settings["listeners"]
    assert settings["controller.quorum.voters"] == "1@127.0.0.1:20002"


def test_what_passes_connections_on_can_be_told_of_instead() -> None:
    ports = Ports(broker=20001, controller=20002, advertised=20003)
    written = server_properties(ports, Path("/var/log"))
    assert "listeners=BROKER://127.0.0.1:20001," in written
    assert "advertised.listeners=BROKER://127.0.0.1:20003," in written


def test_topics_are_never_made_by_naming_them() -> None:
    assert properties()["auto.create.topics.enable"] == "false"


def test_a_record_of_eight_mebibytes_fits_with_its_batch() -> None:
    assert int(properties()["message.max.bytes"]) > 8 * 1024 * 1024
    assert properties()["message.max.bytes"] == properties()["replica.fetch.max.bytes"]


def test_a_path_is_written_as_java_reads_properties() -> None:
    assert properties("/home/zoé/a\\b")["log.dirs"] == r"/home/zo\u00e9/a\u005cb"


def test_newer_javas_are_told_not_to_warn() -> None:
    old, new = (
        java_command(
            Java(executable=Path("java"), major=major, origin="PATH"), [], heap_megabytes=384, main=["kafka.Kafka"]
        )
        for major in (17, 25)
    )
    assert not any("unsafe" in option for option in old)
    assert "--sun-misc-unsafe-memory-access=allow" in new
    assert old[-1] == new[-1] == "kafka.Kafka"


def test_the_bootstrap_address_is_the_brokers_port() -> None:
    assert PORTS.bootstrap == "127.0.0.1:20001"
