"""An exported Word file as somebody else sends it back: tracked changes, comments, parts gone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_WHO = 'w:author="王处长" w:date="2025-01-08T10:00:00Z"'
_RELATION = (
    '<Relationship Id="rIdC" Target="comments.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/comments"/></Relationships>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def edited(
    content: bytes,
    changes: Iterable[tuple[str, str]] = (),
    comments: Iterable[tuple[str, str]] = (),
    without: tuple[str, ...] = (),
    *,
    tracked: bool = True,
) -> bytes:
    """Return the file with the first place of each old text changed, and comments on words.

    ``without`` names what the other program did not keep, by how its parts' names begin.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {
            name: package.read(name).decode()
            for name in package.namelist()
            if not name.startswith(without or ("none",))
        }
    body = parts["word/document.xml"]
    for number, (old, new) in enumerate(changes):
        run, before, after = _found(body, old)
        name = f'w:id="9{number}" {_WHO}'
        put = _run(run, new)
        if tracked:
            struck = _run(run, old).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
            put = f"<w:del {name}>{struck}</w:del><w:ins {name}>{put}</w:ins>"
        body = _put(body, run, before, after, put)
    said = ""
    for number, (about, words) in enumerate(comments):
        run, before, after = _found(body, about)
        mark = f'w:id="{number}"'
        put = (
            f"<w:commentRangeStart {mark}/>{_run(run, about)}<w:commentRangeEnd {mark}/>"
            f"<w:r><w:commentReference {mark}/></w:r>"
        )
        body = _put(body, run, before, after, put)
        said += f"<w:comment {mark} {_WHO}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
    parts["word/document.xml"] = body
    if said:
        parts["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{said}</w:comments>'
        relations = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", _RELATION)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return made.getvalue()


def _found(body: str, text: str) -> tuple[re.Match[str], str, str]:
    """Find the run that holds a text; returns it with what stands before and after in it."""
    run = re.search(
        r'<w:r>((?:(?!</w:r>).)*?)<w:t xml:space="preserve">'
        rf"([^<]*?){re.escape(text)}([^<]*)</w:t></w:r>",
        body,
    )
    assert run is not None, text
    return run, run[2], run[3]


def _run(run: re.Match[str], text: str) -> str:
    if not text:
        return ""
    return f'<w:r>{run[1]}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _put(body: str, run: re.Match[str], before: str, after: str, middle: str) -> str:
    return body[: run.start()] + _run(run, before) + middle + _run(run, after) + body[run.end() :]
