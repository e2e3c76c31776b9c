"""What a document says, made fit for a terminal: it is shown there and commands nothing."""

from __future__ import annotations

import re

# Controls (escape sequences begin with one; a C1 control is one by itself), line ends that are
# none to us, and what turns the direction of writing round or is not seen at all.
_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """Return a text with its controls spelt out as JSON spells them, line feeds and tabs apart.

    In JSON, where they stand in texts alone, that is the same value in another spelling.
    """
    return _COMMANDS.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    code = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[at : at + 4]}" for at in range(0, len(code), 4))
