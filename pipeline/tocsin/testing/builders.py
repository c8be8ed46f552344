"""Records to try agents on: plain ones, and odd ones of the kinds that come in from outside."""

from __future__ import annotations

from typing import Any

from tocsin.records import Article, Claim, Place

__all__ = ["article", "articles", "claim", "claims", "odd_articles"]

TEXTS = (
    "Three people were killed when a bridge collapsed near Kisumu on Tuesday, police said.",
    "The river rose to its highest level in ten years. Forty families left their homes.",
    "Ministers met in Lima to talk about the price of copper.",
    "At least 12 people were injured in a bus crash outside Pune; two of them are children.",
    "A fire destroyed the old market. Nobody was hurt, the mayor said.",
)


def article(text: str = TEXTS[0], **fields: Any) -> Article:  # noqa: ANN401 - the fields of an article
    """Give an article; what is not named is filled in."""
    return Article.model_validate(
        {"title": "A bridge collapses", "text": text, "source": "example", "published": "2020-01-01"} | fields
    )


def articles(count: int = 20) -> list[Article]:
    """Give different articles of five subjects, a day apart."""
    return [
        article(
            f"{TEXTS[number % len(TEXTS)]} It was report number {number}.",
            title=f"Report {number}",
            published=f"2020-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}",
            url=f"https://example.org/{number}",
        )
        for number in range(count)
    ]


def claim(**fields: Any) -> Claim:  # noqa: ANN401 - the fields of a claim
    """Give a claim that three people were killed in Kenya; what is named replaces that."""
    return Claim.model_validate(
        {
            "article_id": "example",
            "measure": "killed",
            "low": 3,
            "best": 3,
            "high": 3,
            "count_text": "Three",
            "place": Place(text="Kisumu", country="KE", where_prec=1),
            "published": "2020-01-01",
            "source": "example",
        }
        | fields
    )


def claims(count: int = 20) -> list[Claim]:
    """Give different claims: four places in turn, a day apart, each of an article of its own."""
    places = [("Kisumu", "KE"), ("Pune", "IN"), ("Lima", "PE"), ("Homs", "SY")]
    return [
        claim(
            article_id=f"example-{number}",
            low=number,
            best=number,
            high=number,
            count_text=str(number),
            place=Place(text=places[number % 4][0], country=places[number % 4][1], where_prec=1),
            published=f"2020-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}",
        )
        for number in range(count)
    ]


def odd_articles() -> list[Article]:
    """Give articles as they should not be, and are: without a title, without a text, in any script, broken, very long."""
    texts = (
        "x",
        "\u200b",
        "\x00\x07\x1b[31m",
        "\ufffd\ufffe",
        "\u202eright to left\u202c \u0645\u0642\u062a\u0644 3",
        "e\u0301" * 50,
        "\U0001f525" * 200,
        "killed " * 2_000,
        "1" * 5_000,
        "(" * 2_000 + ")" * 2_000,
        "3,000,000,000,000,000,000,000 people were killed",
        "-1 people killed, 1e999 hurt, NaN missing",
        "<p>Two people&nbsp;were killed</p><script>alert(1)</script>",
        "\r\n\r\n\t\v\f",
    )
    return [
        *(Article(text=text, title="") for text in texts if text.strip()),
        *(Article(title=text, text="") for text in texts if text.strip()),
        Article(text=TEXTS[0]),
        Article(text=TEXTS[0], published="0001-01-01"),
        Article(text=TEXTS[0], published="9999-12-31"),
    ]
