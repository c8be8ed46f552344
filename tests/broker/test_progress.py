import io

from tocsin.broker.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_is_redrawn_and_wiped() -> None:
    terminal = Terminal()
    with ProgressLine(terminal) as report:
        report("1 of 2")
        report("2 of 2")
    assert terminal.getvalue() == "\r\x1b[K1 of 2\r\x1b[K2 of 2\r\x1b[K"


def test_elsewhere_only_the_first_text_is_written() -> None:
    log = io.StringIO()
    with ProgressLine(log) as report:
        report("1 of 2")
        report("2 of 2")
    assert log.getvalue() == "1 of 2\n"


def test_a_line_that_was_never_used_writes_nothing() -> None:
    terminal = Terminal()
    with ProgressLine(terminal):
        pass
    assert terminal.getvalue() == ""
