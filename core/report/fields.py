"""The pieces of which the document file is made, written and read; a fault is told in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from core.base.problem import Problem
from core.figures.address import Address
from core.figures.value import Kind, Number, show
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.link import Link, is_sound
from core.report.note import Subject
from core.report.origin import Origin, Source
from core.report.prior import Prior
from core.report.proof import Proof
from core.report.report import Doubt, lines_of
from core.report.share import COVER_SHARE, WorkShare
from core.report.signing import SigningAct, SigningStep

_LAST_YEAR = 9998
"""The year after it, in which the report is due, is the last that a calendar has."""
_FIRST_ANYWHERE, _LAST_ANYWHERE = 1970, 3000
"""Between these years every system knows every hour in every zone."""
_LINK = re.compile(r"(\d{1,9})-(\d{1,9}) (\S+)", re.ASCII)
_FIGURE = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)
_T = TypeVar("_T", bound=str | int | dict[str, object] | list[object])

Shape = dict[str, object]
"""An object of JSON."""


def link_of(link: Link) -> str:
    """Write a linked number: ``start-end address``."""
    return f"{link.start}-{link.end} {link.address}"


def doubt_of(doubt: Doubt) -> Shape:
    """Write a doubt."""
    return {"text": doubt.text, "why": doubt.why}


def note_of(subject: Subject, text: str) -> Shape:
    """Write a note and what it is about."""
    return {
        "code": subject.code,
        "section": subject.section,
        "figures": list(subject.addresses),
        "numbers": list(subject.numbers),
        "text": lines_of(text),
    }


def proof_of(proof: Proof) -> str:
    """Write what was proofread: the time, a blank, and what was read."""
    return f"{proof.time} {proof.text}"


def prior_of(prior: Prior | None) -> Shape | None:
    """Write last year's report."""
    if prior is None:
        return None
    shape: Shape = {
        "edition": prior.edition,
        "year": prior.year,
        "organ": prior.organ,
        "figures": {a: show(figure, Kind.COUNT) for a, figure in sorted(prior.figures.items())},
    }
    if prior.passages:
        shape["passages"] = list(prior.passages)
    if prior.texts:
        shape["texts"] = dict(prior.texts)
    return shape


def share_of(share: WorkShare) -> Shape:
    """Write what was given out."""
    return {
        "who": share.who,
        "sections": list(share.sections),
        "deadline": share.deadline,
        "file": share.file,
        "sent": share.sent,
        "digest": share.digest,
        "back": share.back,
    }


def signing_of(step: SigningStep) -> Shape:
    """Write a step of the review round."""
    return {
        "act": step.act.value,
        "who": step.who,
        "time": step.time,
        "opinion": lines_of(step.opinion),
        "digest": step.digest,
        "content": step.content,
        "remarks": [note_of(*each) for each in step.remarks],
    }


class FieldReader:
    """Reads the pieces of one file; every fault names the file and what to do."""

    def __init__(self, forms: Forms, name: str) -> None:
        self._forms = forms
        self.name = name

    def take(self, fields: Mapping[str, object], key: str, kind: type[_T]) -> _T:
        """Return what stands under a key, of this type."""
        value = fields.get(key)
        if type(value) is kind:  # so it is with nearly all of a long history
            return value
        if key not in fields:
            raise self.damaged(f"缺少“{key}”")
        return self.expect(fields[key], kind, key)

    def expect(self, value: object, kind: type[_T], what: str) -> _T:
        """Return a value as one of this type."""
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.damaged(f"“{what}”的内容不对")
        return value

    def group(self, value: object, keys: Iterable[str], what: str) -> Shape:
        """Return an object that has these keys and no other."""
        group: Shape = self.expect(value, dict, what)
        if group.keys() != (keys if isinstance(keys, frozenset) else set(keys)):
            raise self.damaged(f"“{what}”的内容不对")
        return group

    def year(self, fields: Mapping[str, object]) -> int:
        """Return the year of a report: one that a calendar has, or 0 for none."""
        year: int = self.take(fields, "year", int)
        if not 0 <= year <= _LAST_YEAR:
            raise self.damaged("“year”不是年度")
        return year

    def form(self, edition: str) -> Form:
        """Return the form of an edition."""
        form = self._forms.by_edition(edition)
        if form is None:
            known = "、".join(form.edition for form in self._forms.editions)
            raise Problem(
                f"“{self.name}”用的是本程序不认识的“{edition}”版年报格式"
                f"（本程序有{known}版）。请用新版的程序打开。"
            )
        return form

    def address(self, name: str, form: Form) -> Address:
        """Return the address of a figure that the form has."""
        address = Address(name)
        if address not in form.figures:
            raise self.altered(f"里有{form.edition}版格式中没有的数“{name}”")
        return address

    def addresses(self, group: Mapping[str, object], form: Form) -> list[Address]:
        """Return the list of addresses of a group."""
        names = self.take(group, "figures", list)
        if not all(type(name) is str for name in names):
            raise self.damaged("“figures”的内容不对")
        return self.known(names, form)

    def known(self, names: Iterable[str], form: Form) -> list[Address]:
        """Return names as the addresses that they must be."""
        found = list(map(Address, names))
        if not all(map(form.figures.__contains__, found)):
            return [self.address(name, form) for name in found]  # says which one it is
        return found

    def text(self, lines: object, what: str) -> str:
        """Return a text from its lines."""
        if not isinstance(lines, list):
            raise self.damaged(f"“{what}”的文字不对")
        return "\n".join(self.expect(line, str, what) for line in lines)

    def title_lines(self, lines: object) -> tuple[str, ...]:
        """Return the lines of a title that was divided by hand."""
        found: list[object] = self.expect(lines, list, "title_lines")
        return tuple(self.expect(line, str, "title_lines") for line in found)

    def section(self, section: str, form: Form) -> str:
        """Return the name of a written part that the form has."""
        if all(section != part.id for part in form.texts):
            raise self.altered(f"里有{form.edition}版格式中没有的部分“{section}”")
        return section

    def links(self, found: object, form: Form, section: str) -> tuple[Link, ...]:
        """Return the linked numbers of a text."""
        links = []
        for each in self.expect(found, list, section):
            match = _LINK.fullmatch(self.expect(each, str, section))
            if match is None:
                raise self.damaged(f"“{section}”的链接不对")
            links.append(Link(int(match[1]), int(match[2]), self.address(match[3], form)))
        if not is_sound(links):
            raise self.damaged(f"“{section}”中链接的位置不对")
        return tuple(links)

    def doubt(self, value: object, name: str) -> Doubt:
        """Return a doubt."""
        fields = self.group(value, ("text", "why"), name)
        return Doubt(self.take(fields, "text", str), self.take(fields, "why", str))

    def origin(self, group: Mapping[str, object]) -> Origin:
        """Return where figures came from."""
        word = self.take(group, "source", str)
        if word not in {source.value for source in Source}:
            raise self.altered(f"里有不认识的来源“{word}”")
        return Origin(Source(word), self.take(group, "name", str))

    def note(self, value: object, form: Form) -> tuple[Subject, str]:
        """Return what a note is about, and the note."""
        group = self.group(value, ("code", "section", "figures", "numbers", "text"), "notes")
        numbers = self.take(group, "numbers", list)
        subject = Subject(
            self.take(group, "code", str),
            self.take(group, "section", str),
            tuple(self.addresses(group, form)),
            tuple(self.expect(number, str, "numbers") for number in numbers),
        )
        return subject, self.text(group["text"], "notes")

    def share(self, value: object, form: Form) -> WorkShare:
        """Return what was given out."""
        keys = ("who", "sections", "deadline", "file", "sent", "digest", "back")
        group = self.group(value, keys, "shares")
        known = {COVER_SHARE, *(each.id for each in form.sections)}
        sections = [self.expect(s, str, "sections") for s in self.take(group, "sections", list)]
        for section in sections:
            if section not in known:
                raise self.altered(f"里有{form.edition}版格式中没有的部分“{section}”")
        deadline, back = self.take(group, "deadline", str), self.take(group, "back", str)
        try:
            if deadline:
                date.fromisoformat(deadline)
        except ValueError as error:
            raise self.damaged(f"分工的期限“{deadline}”不对") from error
        return WorkShare(
            self.take(group, "who", str),
            tuple(sections),
            deadline,
            self.take(group, "file", str),
            self.time(self.take(group, "sent", str)),
            self.take(group, "digest", str),
            self.time(back) if back else "",
        )

    def signing_step(self, value: object, form: Form) -> SigningStep:
        """Return a step of the review round."""
        keys = ("act", "who", "time", "opinion", "digest", "content", "remarks")
        group = self.group(value, keys, "signing")
        word = self.take(group, "act", str)
        if word not in {act.value for act in SigningAct}:
            raise self.altered(f"里有不认识的审签步骤“{word}”")
        remarks = self.take(group, "remarks", list)
        return SigningStep(
            SigningAct(word),
            self.take(group, "who", str),
            self.time(self.take(group, "time", str)),
            self.text(group["opinion"], "opinion"),
            self.take(group, "digest", str),
            self.take(group, "content", str),
            tuple(self.note(each, form) for each in remarks),
        )

    def proof(self, value: object, name: str) -> Proof:
        """Return what was proofread."""
        time, blank, text = self.expect(value, str, name).partition(" ")
        if not blank:
            raise self.damaged(f"“{name}”的校对记录不对")
        return Proof(text, self.time(time))

    def time(self, time: str) -> str:
        """Return a time that is one."""
        try:
            found = datetime.fromisoformat(time)
            if not _FIRST_ANYWHERE < found.year < _LAST_ANYWHERE:
                found.astimezone()  # the first and last hours have no other zone
        except (ValueError, OverflowError, OSError) as error:
            raise self.damaged(f"时间“{time}”不对") from error
        return time

    def prior(self, value: object) -> Prior | None:
        """Return last year's report."""
        if value is None:
            return None
        keys = ["edition", "year", "organ", "figures"]
        if isinstance(value, dict):
            keys += [key for key in ("passages", "texts") if key in value]
        group = self.group(value, keys, "prior")
        form = self.form(self.take(group, "edition", str))
        figures = {
            self.address(name, form): self._number(text, name)
            for name, text in self.take(group, "figures", dict).items()
        }
        return Prior(
            form.edition,
            self.year(group),
            self.take(group, "organ", str),
            MappingProxyType(figures),
            self._passages(group.get("passages", [])),
            self._texts(group.get("texts", {}), form),
        )

    def damaged(self, what: str) -> Problem:
        """Make the fault of a file that is no longer what was written."""
        return Problem(f"“{self.name}”已经损坏：{what}。请打开别的副本或者备份。")

    def altered(self, what: str) -> Problem:
        """Make the fault of a file that somebody may have written into."""
        return Problem(
            f"“{self.name}”{what}。文件可能被改动过，请打开别的副本或者备份，"
            "也可以用新版的程序再试。"
        )

    def _passages(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self.damaged("“passages”的内容不对")
        return tuple(self.expect(passage, str, "passages") for passage in value)

    def _texts(self, value: object, form: Form) -> Mapping[str, str]:
        texts = self.expect(value, dict, "texts")
        if not texts.keys() <= {part.id for part in form.texts}:
            raise self.altered("里上年的文字有不认识的部分")
        return MappingProxyType(
            {name: self.expect(text, str, name) for name, text in texts.items()}
        )

    def _number(self, text: object, name: str) -> Number:
        written = self.expect(text, str, name)
        match = _FIGURE.fullmatch(written)
        if match is None:
            raise self.damaged(f"上年的“{name}”不是数")
        return Decimal(written) if match[1] else int(written)
