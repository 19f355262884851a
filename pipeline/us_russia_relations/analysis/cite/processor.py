"""Elements of the Citation Style Language that citeproc-py renders wrongly, corrected.

The corrections apply to the styles that are read here; other users of citeproc-py in the process keep its own.
"""

from __future__ import annotations

from typing import Any

from citeproc import CitationStylesStyle, model
from lxml import etree

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
# What a style may print in place of the authors.
_SUBSTITUTES = ("title", "container-title")


def _bare(text: Any) -> str:
    """Text without capitals and quotation marks, which a style may change."""
    return "".join(character for character in str(text).casefold() if character not in "“”‘’")


class Style(CitationStylesStyle):  # type: ignore[misc]
    """A style in a file, in American English."""

    def __init__(self, path: str) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        elements = lookup.get_namespace(_NAMESPACE)
        elements[None] = model.CitationStylesElement
        known = model.CitationStylesElement.__subclasses__()
        elements.update({kind.__name__.replace("_", "-").lower(): kind for kind in known})
        elements.update({"label": Label, "name": Name, "substitute": Substitute, "text": Text})
        self.parser = etree.XMLParser(remove_comments=True, no_network=True)
        self.parser.set_element_class_lookup(lookup)
        self.xml = etree.parse(path, self.parser)
        self.root = self.xml.getroot()
        self.root.set_locale_list("en-US", validate=False)


class Label(model.Label):  # type: ignore[misc]
    """A label is printed only beside a variable that the item has."""

    def process(self, item: Any, variable: str | None = None, *rest: Any, **named: Any) -> Any:
        wanted = variable or self.get("variable")
        if wanted not in {"locator", "editortranslator"} and wanted.replace("-", "_") not in item.reference:
            return None
        return super().process(item, variable, *rest, **named)


class Name(model.Name):  # type: ignore[misc]
    """Given names are not shortened to initials where the style says so."""

    def get_option(self, name: str, *rest: Any) -> Any:
        if name == "initialize-with" and self.get("initialize") == "false":
            return None
        return super().get_option(name, *rest)


class Substitute(model.Substitute):  # type: ignore[misc]
    """What replaces the authors is not printed a second time."""

    def render(self, item: Any, context: Any = None, **named: Any) -> Any:
        text = super().render(item, context=context, **named)
        if "author" in item.reference:
            return text
        printed = _bare(text or "")
        repressed = context.get_layout().repressed
        for variable in _SUBSTITUTES:
            value = _bare(item.reference.get(variable.replace("-", "_"), ""))
            if value and value in printed:
                repressed.setdefault(f"{{{_NAMESPACE}}}text", []).append(variable)
        return text


class Text(model.Text):  # type: ignore[misc]
    """Lower-case v between parties of a case, single quotation marks within double ones, no testimony of no author."""

    _stop_words = (*model.Text._stop_words, "v.", "vs.")  # noqa: SLF001 - the list has no other name

    def quote(self, string: Any) -> Any:
        if self.get("quotes") == "true":
            string = string.replace("“", "‘").replace("”", "’")
        return super().quote(string)

    def _term(self, item: Any) -> Any:
        if self.get("term") == "hearing" and self.get("form") == "verb" and "author" not in item.reference:
            return None
        return super()._term(item)
