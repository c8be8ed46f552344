"""The line of a setting is found in whatever way its table is written."""

import pytest

from tocsin.settings.lines import line_of

FILE = """# a file
prefix = "news."
[agents.alerts]
status = "Actual"  # [agents.tolls]
severities.killed = 3

[[agents.alerts.rules]]
name = "a"

[[ agents.alerts.rules ]]
name = "b"
[agents.alerts.rules.labels]
desk = "east"

[[feeds]]
"url" = "https://a.example/"
[[feeds]]
url = "https://b.example/"
"""


@pytest.mark.parametrize(
    ("loc", "line"),
    [
        (("prefix",), 2),
        (("agents", "alerts", "status"), 4),
        (("agents", "alerts", "severities", "killed"), 5),
        (("agents", "alerts", "volume"), 3),
        (("agents", "alerts", "rules", 0, "name"), 8),
        (("agents", "alerts", "rules", 1, "name"), 11),
        (("agents", "alerts", "rules", 1, "kind"), 10),
        (("agents", "alerts", "rules", 1, "labels", "desk"), 13),
        (("agents", "alerts", "rules"), 7),
        (("feeds", 1, "url"), 18),
        (("feeds", 0, "url"), 16),
        (("webhooks", 0), 1),
    ],
)
def test_a_setting_is_found_failing_that_its_table(loc: tuple[str | int, ...], line: int) -> None:
    assert line_of(FILE, loc) == line


def test_a_list_is_found_where_it_begins() -> None:
    text = '[agents.alerts]\nrules = [\n  { name = "a" },\n]\n'
    assert line_of(text, ("agents", "alerts", "rules", 0, "name")) == 2


def test_a_table_that_only_its_parts_have_headers_for_is_found_at_the_first() -> None:
    assert line_of("a = 1\n[agents.alert.thresholds]\n", ("agents", "alert")) == 2
