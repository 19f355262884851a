"""Text that somebody else wrote, so that in each kind of output it is shown as it stands and does nothing there."""

from __future__ import annotations

import re
from html import escape

# What would be markup in the middle of a line of Markdown. An underscore between letters is none.
_MARKDOWN = re.compile(r"[\\`*\[\]<>|~&#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
# Where a line may break in the middle of a word, and GitHub finds no address, mention, issue, emoji or formula.
_JOINTS = re.compile(r"(?<=[@#:./$`\\~^*_])(?=\S)")
_REFERENCES = {ord(letter): f"&#{ord(letter)};" for letter in "&<>\"'|`["}
# Braces as commands, because BibTeX counts braces whether or not a backslash stands before them.
_TEX_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{character: "\\" + character for character in "&%$#_"},
}
# Two of these in a row are a ligature in TeX: a dash, a quotation mark.
_TEX_LIGATURES = re.compile(r"(?<=[-`',])(?=[-`',])|(?<=[!?])(?=`)")
_TEX_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def visible(text: str) -> str:
    r"""The text with each character that draws nothing or moves the cursor as its escape, such as \u202e.

    GitHub's runner obeys ``##[command]`` anywhere in a line of the log, so these three letters don't stay together.
    """
    if not text.isprintable():
        text = "".join(
            letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in text
        )
    return text.replace("##[", r"##\x5b")


def html(text: str) -> str:
    """The text in HTML, between tags or in a quoted attribute."""
    return escape(visible(text))


def html_in_markdown(text: str) -> str:
    """The text in a block of HTML that GitHub renders as Markdown: it becomes no markup and no link."""
    return "<wbr>".join(part.translate(_REFERENCES) for part in _JOINTS.split(visible(text)))


def markdown(text: str) -> str:
    """The text in a line or in a cell of a table of Markdown."""
    return _MARKDOWN.sub(lambda match: f"\\{match.group()}", text)


def markdown_code(text: str, *, in_table: bool = False) -> str:
    """The text as a code span that nothing in it can end; in a table a pipe would end the cell even within code."""
    if not text:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    span = f"{fence}{pad}{text}{pad}{fence}"
    return span.replace("|", "\\|") if in_table else span


def tex(text: str) -> str:
    """Text that TeX sets as it stands: with its special characters escaped and its ligatures broken."""
    broken = _TEX_LIGATURES.split(text)
    return "{}".join("".join(_TEX_COMMANDS.get(character, character) for character in part) for part in broken)


def bibtex_address(text: str) -> str:
    """An address, which BibTeX takes verbatim: only what would unbalance the braces of its field is encoded."""
    return text.translate(_TEX_ADDRESS)


def github_message(text: str) -> str:
    """The text as the message of a command of GitHub's runner."""
    # The percent sign first, or the escapes would be escaped.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """The text as the value of a property of such a command."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


def sarif_message(text: str) -> str:
    """The text as a SARIF message, in which ``[text](address)`` would be a link and a brace a placeholder."""
    return text.replace("](", "] (").replace("{", "{{").replace("}", "}}")
