"""Foreign text is data: nothing in the sources unpickles, evaluates, hands to a shell, or expands it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for folder in ("pipeline", "agents", "examples") for path in (ROOT / folder).rglob("*.py"))

FORBIDDEN_MODULES = {
    "pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "jsonpickle",  # run what they read
    "xml.dom", "xml.sax.expatreader", "xmlrpc", "lxml",  # expand entities, or fetch them
    *(f"xml.etree.ElementTree.{name}" for name in ("parse", "fromstring", "fromstringlist", "iterparse", "XML", "XMLParser")),
    "telnetlib", "ftplib", "urllib.request", "requests", "http.client",  # ways out that nobody guards
    "yaml",
}  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
FORBIDDEN_ATTRIBUTES = {
    ("os", "system"),
    ("os", "popen"),
    ("asyncio", "create_subprocess_shell"),
    ("tempfile", "mktemp"),
}

XML_READERS = {"fromstring", "fromstringlist", "iterparse", "XML", "XMLParser", "XMLPullParser"}
"""XML is written with ElementTree, and never read with it: it expands entities that a document declares."""

ALLOWED = {
    # jgo downloads Kafka's jars with it, and each is compared with its sum; only its errors are looked at here.
    ("pipeline/tocsin/broker/jars.py", "requests"),
}
"""Each with the reason why it cannot be used on foreign text."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def found(tree: ast.AST) -> Iterator[str]:
    """Give what a source does that it must not: modules, calls and arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_forbidden(alias.name))
        elif isinstance(node, ast.ImportFrom):
            names = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
            yield from {name for name in names if is_forbidden(name)}
        elif isinstance(node, ast.Call):
            yield from called(node)


def is_forbidden(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in FORBIDDEN_MODULES)


def called(node: ast.Call) -> Iterator[str]:
    function = node.func
    if isinstance(function, ast.Name) and function.id in FORBIDDEN_CALLS:
        yield f"{function.id}()"
    if isinstance(function, ast.Attribute):
        owner = ast.unparse(function.value)
        reads_xml = function.attr in XML_READERS or (function.attr == "parse" and owner in {"ET", "ElementTree"})
        if (owner, function.attr) in FORBIDDEN_ATTRIBUTES or reads_xml:
            yield f"{owner}.{function.attr}()"
    for keyword in node.keywords:
        if keyword.arg == "shell" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False):
            yield "shell="
        if keyword.arg == "verify" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False:
            yield "verify=False"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_source_does_nothing_that_would_run_or_expand_foreign_text(path: Path) -> None:
    doing = set(found(ast.parse(path.read_text(encoding="utf-8"))))
    assert {each for each in doing if (name_of(path), each) not in ALLOWED} == set()


@pytest.mark.parametrize(
    "source",
    [
        "import pickle", "from pickle import loads", "import xml.dom.minidom", "from xml import dom", "import yaml",
        "ET.fromstring(text)", "ET.parse(file)", "from xml.etree.ElementTree import XML", "import marshal",
        "eval(text)", "exec(text)", "compile(text, '', 'exec')", "__import__(name)", "os.system(text)",
        "subprocess.run(text, shell=True)", "subprocess.run(text, shell=shell)", "httpx.get(url, verify=False)",
        "import urllib.request", "from urllib import request", "import requests",
    ],
)  # fmt: skip
def test_what_it_looks_for_it_finds(source: str) -> None:
    assert list(found(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "re.compile(text)",
        "ET.SubElement(root, name)",
        "feedparser.parse(file)",
        "subprocess.run(words)",
        "run(words, shell=False)",
        "ast.literal_eval(x)",
    ],
)
def test_what_is_harmless_it_lets_be(source: str) -> None:
    assert not list(found(ast.parse(source)))


def test_ruffs_own_rules_of_security_hold_over_the_sources() -> None:
    """They are among those that are selected; this finds out when somebody switches them off."""
    ended = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "S", "--ignore-noqa", "--quiet", "--output-format", "concise",
         "pipeline", "agents"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    told = {line.split(": ")[1].split()[0] for line in ended.stdout.splitlines()}
    # Only what was looked at once and excused where it stands, with its reason.
    assert told <= {"S101", "S104", "S404", "S603", "S606", "S607"}, ended.stdout
