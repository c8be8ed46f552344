"""Secrets come from a variable or a file, and who else can read the file is known."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from tocsin.access.secrets import is_secret, read_by_others, read_secret, redacted, remember
from tocsin.errors import SettingsError


def test_the_value_comes_before_the_file_and_without_either_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file \r\n")
    assert read_secret("X", SecretStr("value"), file) == "value"
    assert read_secret("X", None, file) == "from the file "
    assert read_secret("X", None, None) is None


@pytest.mark.parametrize(("content", "said"), [(None, "No such file"), (b"\xff", "not UTF-8")])
def test_a_file_that_cannot_be_read_is_named_with_its_variable(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    with pytest.raises(SettingsError, match=f"X_FILE.*{said}"):
        read_secret("X", None, tmp_path / "secret")


@pytest.mark.parametrize(
    ("mode", "others"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o622, False)]
)
def test_a_file_that_group_or_others_may_read_is_read_by_others(tmp_path: Path, mode: int, *, others: bool) -> None:
    file = tmp_path / "secret"
    file.touch()
    file.chmod(mode)
    assert read_by_others(file) is others


def test_what_is_not_there_is_read_by_nobody(tmp_path: Path) -> None:
    assert not read_by_others(tmp_path / "secret")


def test_a_secret_is_taken_out_of_texts_unless_it_is_a_word_of_messages() -> None:
    remember("hush-hush-hush")
    remember("Secret")
    assert redacted("say hush-hush-hush, a secret, a Secret") == "say **********, a secret, a Secret"


def test_a_secret_is_known_by_its_type() -> None:
    assert is_secret(SecretStr)
    assert is_secret(SecretStr | None)
    assert not is_secret(str | None)
