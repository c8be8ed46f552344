"""A place that is named takes in what lies in it."""

from typing import Any

import pytest

from tocsin import Place
from tocsin_agents.alerts.scopes import lies_in

NAIROBI = Place(text="Eastleigh", country="KE", adm1="Nairobi County", adm2="Kamukunji", where_prec=2)


@pytest.mark.parametrize("name", ["Kenya", "kenya", "KE", "Nairobi  County", "kamukunji", "Eastleigh"])
def test_a_toll_lies_in_its_place_and_in_all_around_it(toll: Any, name: str) -> None:
    assert lies_in(toll(place=NAIROBI), name)


@pytest.mark.parametrize("name", ["Uganda", "UG", "Nairobi", "East", ""])
def test_a_toll_lies_in_no_other_place(toll: Any, name: str) -> None:
    assert not lies_in(toll(place=NAIROBI), name)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Ivory Coast", "CI"), ("Côte d\u2019Ivoire", "CI"), ("cote d'ivoire", "CI"), ("UK", "GB"), ("U.S.", "US")],
)
def test_a_country_has_several_names(toll: Any, name: str, code: str) -> None:
    assert lies_in(toll(place=Place(text="a village", country=code, where_prec=1)), name)


@pytest.mark.parametrize(("text", "country", "adm1"), [("Tbilisi", "GE", None), ("Atlanta", "US", "Georgia")])
def test_a_name_of_two_places_fits_either(toll: Any, text: str, country: str, adm1: str | None) -> None:
    assert lies_in(toll(place=Place(text=text, country=country, adm1=adm1, where_prec=1)), "Georgia")


def test_a_toll_without_a_place_lies_nowhere(toll: Any) -> None:
    assert not lies_in(toll(place=None), "Kenya")
