"""A new package with an agent in it, whole: it passes its own tests, mypy and ruff before a line is changed."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from string import Template

from tocsin.errors import InputError
from tocsin.plugins.spec import AGENT_NAME

__all__ = ["scaffold"]

TEMPLATE = "template"

LONGEST = 40
"""Characters of a name: beyond it, the lines that it stands in would want another shape."""

TAKEN = {
    "Agent",
    "AgentContract",
    "Article",
    "BaseModel",
    "ClassVar",
    "Field",
    "Iterator",
    "Record",
    "Settings",
    "Sighting",
} | {
    "Spec",
    "Topic",
}
"""Names that the template uses for something else."""

FILES = {
    ".gitignore.txt": ".gitignore",
    "pyproject.toml.txt": "pyproject.toml",
    "README.md.txt": "README.md",
    "tocsin.toml.txt": "tocsin.toml",
    "__init__.py.txt": "$module/__init__.py",
    "agent.py.txt": "$module/agent.py",
    "test_agent.py.txt": "tests/test_agent.py",
}
"""Files of the template, and what they become."""


def scaffold(name: str, parent: Path, *, version: str) -> tuple[Path, ...]:
    """Write the package of an agent into `parent/tocsin-NAME`, and give its files.

    `version` is the least version of Tocsin that it will need. Raises InputError for a name that no agent can have, and when
    the folder is there already: nothing is ever overwritten.
    """
    if not AGENT_NAME.fullmatch(name) or len(name) > LONGEST or name.endswith("-") or "--" in name:
        raise InputError(
            f"{name!r} is no name for an agent.",
            hint=f"Use lower-case letters, digits and single hyphens, a letter first, {LONGEST} at most: flood-watch.",
        )
    names = _names(name, version)
    folder = parent / names["distribution"]
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise InputError(f"{folder} is there already.", hint="Choose another name, or remove it.") from None
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {error.strerror}.") from None
    source = resources.files(__package__) / TEMPLATE
    written = []
    for template, target in FILES.items():
        path = folder / Template(target).substitute(names)
        path.parent.mkdir(exist_ok=True)
        path.write_text(Template((source / template).read_text(encoding="utf-8")).substitute(names), encoding="utf-8")
        written.append(path)
    (folder / names["module"] / "py.typed").touch()
    return tuple(written)


def _names(name: str, version: str) -> dict[str, str]:
    stem = name.replace("-", "_")
    class_name = "".join(piece.capitalize() for piece in name.split("-"))
    class_name += "Agent" if class_name in TAKEN else ""
    # As ruff sorts them: what is all capitals first.
    offered = sorted(
        [class_name, "Settings", "Sighting"], key=lambda each: (not each.isupper() or len(each) == 1, each)
    )
    return {
        "name": name,
        "topic": name.replace("-", "."),
        "distribution": f"tocsin-{name}",
        "module": f"tocsin_{stem}",
        "class_name": class_name,
        "imported": ", ".join(offered),
        "exported": ", ".join(f'"{each}"' for each in offered),
        "variable": f"TOCSIN_{stem}_WORDS".upper(),
        "tocsin": version,
    }
