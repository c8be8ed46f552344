from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.entities.pieces import LONGEST_PIECE, pieces


@given(
    st.lists(st.sampled_from(["word " * 900, "\n\n", "Stop. ", "x" * 300, "\u05e9", "\n"]), max_size=40).map("".join)
)
def test_pieces_stand_where_they_say_and_leave_nothing_out(text: str) -> None:
    rebuilt = [" "] * len(text)
    for start, piece in pieces(text):
        assert len(piece) <= LONGEST_PIECE
        rebuilt[start : start + len(piece)] = piece
    kept = "".join(rebuilt)
    assert all(same == other for same, other in zip(kept, text, strict=True) if other != " " and same != " ")
    assert [word for word in text.split() if len(word) < 200] == kept.split()


def test_a_long_text_is_cut_between_paragraphs() -> None:
    paragraph = "One sentence stands here. " * 500
    starts = [start for start, _ in pieces(f"{paragraph}\n\n{paragraph}")]
    assert starts == [0, len(paragraph) + 2]


def test_a_run_without_spaces_is_blanked() -> None:
    assert list(pieces("before " + "!" * 500 + " after")) == [(0, "before " + " " * 500 + " after")]


def test_nothing_comes_of_blank_text() -> None:
    assert list(pieces(" \n ")) == []
