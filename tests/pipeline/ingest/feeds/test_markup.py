"""HTML to the text that a reader sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.feeds.markup import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("26 &amp; 31 &lt;dead&gt; &#8220;here&#8221;", "26 & 31 <dead> “here”"),
        ("a\n  b\t c&nbsp;d", "a b c d"),
        ("seen<script>alert('x')</script><style>p{}</style> too", "seen too"),
        ("<b>bold</b>ly", "boldly"),
        ("unclosed <script>all gone", "unclosed"),
        ("</script>seen</style>", "seen"),
        ("1 < 2 and <", "1 < 2 and <"),
        ("<!-- not seen -->seen<![CDATA[nor this]]>", "seen"),
        ('<a href="javascript:alert(1)" title=">">link</a>', "link"),
        ("", ""),
    ],
)
def test_html_becomes_its_text(html: str, text: str) -> None:
    assert text_of(html) == text


@given(st.text(alphabet="<>/!-&;#x[]pbr \n\"'=a1"))
def test_nothing_breaks_it(html: str) -> None:
    text = text_of(html)
    assert text == text.strip()
    assert "\n\n\n" not in text


@given(st.lists(st.text(alphabet="abc 123.", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_paragraphs_are_kept_apart(paragraphs: list[str]) -> None:
    found = text_of("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    assert found.split("\n\n") == [" ".join(paragraph.split()) for paragraph in paragraphs]
