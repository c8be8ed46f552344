"""XML from untrusted text: whatever an article holds, what is written is well-formed and shows no control characters."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

__all__ = ["child", "clean", "document", "one_line"]

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\r]")
ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Whatever is no Char of XML 1.0, section 2.2: lone surrogates, U+FFFE, U+FFFF."""


def clean(text: str) -> str:
    """Make text fit for XML 1.0: control characters become spaces, what no XML may hold U+FFFD."""
    return ILLEGAL.sub("\ufffd", CONTROL.sub(" ", text))


def one_line(text: str, most: int) -> str:
    """Give text on one line, of `most` characters at most; what is cut ends in an ellipsis."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}\u2026"


def child(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    """Append an element with text; both the text and the values of attributes are made fit for XML."""
    element = ET.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    element.text = clean(text)
    return element


def document(root: ET.Element) -> bytes:
    """Give an XML document as UTF-8, with its declaration, indented."""
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
