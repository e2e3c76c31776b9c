"""What somebody's review left in a Word document: comments (批注) and tracked changes (修订)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from core.labels.blocks import Block, Place
from core.sources.docx import read_remarked_docx
from core.sources.docx_text import shown_in
from core.sources.html_tree import Element
from core.sources.package import Package, attribute, child, children, local

_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A comment: who says what, when, of which words, and the place where it hangs."""

    author: str
    date: str
    text: str
    quote: str
    place: Place

    @property
    def words(self) -> str:
        """Say the comment in a line, with who made it and when."""
        who = "，".join(word for word in (self.author, self.date[:10]) if word)
        return f"{who}：{self.text}" if who else self.text


@dataclass(frozen=True, slots=True)
class Review:
    """A document as it reads with every tracked change accepted, and what was said beside it.

    ``tracked`` counts the tracked changes by their authors.
    """

    blocks: tuple[Block, ...]
    remarks: tuple[ReviewComment, ...]
    tracked: tuple[tuple[str, int], ...]


def read_review(package: Package) -> Review:
    """Read a Word document with its comments. Raises Problem where its parts are damaged."""
    blocks, anchors = read_remarked_docx(package)
    main = package.main_part()
    targets = dict(package.targets(main).values())
    said = {
        attribute(each, "id") or "": each
        for each in children(package.xml(targets.get("comments", "")))
        if local(each) == "comment"
    }
    remarks = [
        ReviewComment(
            attribute(said[anchor.name], "author") or "",
            attribute(said[anchor.name], "date") or "",
            _text(said[anchor.name]),
            anchor.quote,
            anchor.place,
        )
        for anchor in anchors
        if anchor.name in said
    ]
    return Review(blocks, tuple(remarks), _tracked(child(package.xml(main), "body")))


def _text(comment: Element) -> str:
    lines = (shown_in(each).text.strip() for each in comment if local(each) == "p")
    return "\n".join(line for line in lines if line)


def _tracked(body: Element | None) -> tuple[tuple[str, int], ...]:
    if body is None:
        return ()
    tracked = (each for each in body.iter() if local(each) in _TRACKED)
    return tuple(Counter(attribute(each, "author") or "" for each in tracked).most_common())
