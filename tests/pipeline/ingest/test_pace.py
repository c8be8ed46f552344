from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.ingest.pace import Pace, parse_rate
from tocsin.records import Article


def article(published: str | None = None) -> Article:
    return Article(text="Body.", published=published)


@pytest.mark.parametrize(("text", "rate"), [("10", 10), ("10/s", 10), ("600/m", 10), ("1800/h", 0.5), (" 0.5/s ", 0.5)])
def test_rates_are_read_with_their_unit(text: str, rate: float) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "fast", "10/d", "-1/s", "0", "1e9", "nan", "inf", "1/s/s"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a rate"):
        parse_rate(text)


@given(st.integers(1, 999_999_999), st.sampled_from([("", 1), ("/s", 1), ("/m", 60), ("/h", 3600)]))
def test_any_whole_number_is_a_rate(number: int, unit: tuple[str, int]) -> None:
    assert parse_rate(f"{number}{unit[0]}") == number / unit[1]


@given(st.text().filter(lambda text: not any(character.isdigit() for character in text)))
def test_text_without_a_digit_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_rate(text)


def test_without_a_pace_everything_is_due_at_once() -> None:
    pace = Pace()
    assert [pace.wait(article(), now) for now in (0.0, 0.0, 0.1)] == [0, 0, 0]


def test_a_rate_spaces_articles_evenly() -> None:
    pace = Pace(rate=4)
    assert [pace.wait(article(), 100.0) for _ in range(4)] == [0, 0.25, 0.5, 0.75]


def test_a_rate_makes_up_for_a_short_delay_and_not_for_a_long_one() -> None:
    pace = Pace(rate=10)
    pace.wait(article(), 0.0)
    assert pace.wait(article(), 0.3) == 0
    waits = [pace.wait(article(), 60.0) for _ in range(100)]
    assert sum(wait == 0 for wait in waits) == pytest.approx(11, abs=1)


def test_speed_follows_the_times_of_publication() -> None:
    pace = Pace(speed=60)
    times = ["2024-05-01T10:00:00Z", "2024-05-01T10:01:00Z", "2024-05-01T12:30:00+02:00"]
    assert [pace.wait(article(time), 5.0) for time in times] == [0, 1, 30]


def test_speed_counts_the_time_that_has_passed() -> None:
    pace = Pace(speed=60)
    pace.wait(article("2024-05-01T10:00:00Z"), 5.0)
    assert pace.wait(article("2024-05-01T10:01:00Z"), 5.75) == 0.25


def test_at_any_speed_articles_without_a_time_or_of_the_past_go_at_once() -> None:
    pace = Pace(speed=1)
    pace.wait(article("2024-05-02"), 0.0)
    assert pace.wait(article(), 0.0) == 0
    assert pace.wait(article("2024-05-01"), 0.0) == 0


def test_a_new_pass_counts_from_its_own_first_article() -> None:
    pace = Pace(speed=1)
    pace.wait(article("2024-05-01"), 0.0)
    pace.restart()
    assert pace.wait(article("2024-05-03"), 10.0) == 0
