"""Reading the document file: whole and sound, or not at all; see docs/file-format.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from core.address import Address
from core.document_format import FORMAT, VERSION, is_document
from core.document_upgrade import KEYS, upgrade
from core.edit import Edit, SetCover, SetFigure, SetNote, SetPrior, SetText, apply
from core.forms.form import Form
from core.forms.loader import Forms
from core.link import Link, is_sound
from core.note import Subject
from core.origin import TYPED, Origin, Source
from core.prior import Prior
from core.problem import Problem
from core.report import Doubt, Report
from core.value import Number

_LINK = re.compile(r"(\d{1,9})-(\d{1,9}) (\S+)", re.ASCII)
_FIGURE = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)
_T = TypeVar("_T", bound=str | int | dict[str, object] | list[object])


def decode(data: bytes, forms: Forms, name: str) -> Report:
    """Return the report that a document file holds; raises Problem where it is not sound.

    ``name`` is the file's name, for messages.
    """
    return _Decoder(forms, name).report(data)


class _Decoder:
    """Reads one document file; every fault names the file and what to do."""

    def __init__(self, forms: Forms, name: str) -> None:
        self._forms = forms
        self._name = name

    def report(self, data: bytes) -> Report:
        document = self._newest(self._document(data))
        form = self._form(self._take(document, "edition", str))
        report = Report(form)
        cover = SetCover(self._take(document, "organ", str), self._take(document, "year", int))
        texts = self._texts(document, form)
        edits = [
            cover,
            *texts,
            *self._figures(document, form),
            *self._notes(document, form),
            SetPrior(self._prior(document)),
        ]
        apply(report, edits)
        if any(report.texts[edit.section] != edit.text for edit in texts):
            raise self._altered("里文字中链接的数和表格不一致")
        return report

    def _newest(self, document: Mapping[str, object]) -> Mapping[str, object]:
        """Check that a document has what its version has, and bring it up to date."""
        version = self._version(document)
        for key in document:
            if key not in KEYS[version]:
                raise self._altered(f"里有不认识的内容“{key}”")
        return upgrade(document, version)

    def _document(self, data: bytes) -> Mapping[str, object]:
        if not data.strip(b"\0 \t\r\n"):
            raise Problem(f"“{self._name}”是空的，里面没有报告。请打开别的副本或者备份。")
        try:
            document: object = json.loads(
                data.decode("utf-8-sig"), object_pairs_hook=self._without_repeats
            )
        except UnicodeDecodeError as error:
            raise self._unreadable(data, "有不能辨认的字符") from error
        except json.JSONDecodeError as error:
            raise self._unreadable(data, f"第{error.lineno}行起内容不完整或者被改坏") from error
        except (ValueError, RecursionError) as error:
            raise self._unreadable(data, "内容被改坏") from error
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise self._foreign()
        return document

    def _version(self, document: Mapping[str, object]) -> int:
        version = self._take(document, "version", int)
        if version > VERSION:
            raise Problem(
                f"“{self._name}”是用更新的程序保存的（文件格式第{version}版，"
                f"本程序只认识到第{VERSION}版）。请用新版的程序打开。"
            )
        if version not in KEYS:
            raise self._damaged(f"文件格式的版本“{version}”不对")
        return version

    def _form(self, edition: str) -> Form:
        form = self._forms.by_edition(edition)
        if form is None:
            known = "、".join(form.edition for form in self._forms.editions)
            raise Problem(
                f"“{self._name}”用的是本程序不认识的“{edition}”版年报格式"
                f"（本程序有{known}版）。请用新版的程序打开。"
            )
        return form

    def _texts(self, document: Mapping[str, object], form: Form) -> list[SetText]:
        edits: list[SetText] = []
        sections = {part.id for part in form.texts}
        linked = self._take(document, "links", dict)
        for section, lines in self._take(document, "texts", dict).items():
            if section not in sections:
                raise self._altered(f"里有{form.edition}版格式中没有的部分“{section}”")
            text = self._text(lines, section)
            links = self._links(linked.pop(section, []), form, section)
            if not is_sound(links, text):
                raise self._damaged(f"“{section}”中链接的位置不对")
            edits.append(SetText(section, text, links))
        for section in linked:
            raise self._altered(f"里有“{section}”的链接，却没有它的文字")
        return edits

    def _text(self, lines: object, what: str) -> str:
        if not isinstance(lines, list):
            raise self._damaged(f"“{what}”的文字不对")
        return "\n".join(self._expect(line, str, what) for line in lines)

    def _links(self, found: object, form: Form, section: str) -> tuple[Link, ...]:
        links = []
        for each in self._expect(found, list, section):
            match = _LINK.fullmatch(self._expect(each, str, section))
            if match is None:
                raise self._damaged(f"“{section}”的链接不对")
            address = self._address(match[3], form)
            links.append(Link(int(match[1]), int(match[2]), address))
        return tuple(links)

    def _figures(self, document: Mapping[str, object], form: Form) -> list[Edit]:
        typed = self._take(document, "figures", dict)
        doubted = self._take(document, "doubts", dict)
        origins = self._origins(document, form)
        for address in origins:
            if address not in typed:
                raise self._altered(f"里记有“{address}”的来源，却没有这个数")
        edits: list[Edit] = []
        for name in dict.fromkeys((*typed, *doubted)):
            address = self._address(name, form)
            text = self._expect(typed.get(name, ""), str, name)
            doubt = self._doubt(doubted[name], name) if name in doubted else None
            edits.append(SetFigure(address, text, doubt, origins.get(address, TYPED)))
        return edits

    def _origins(self, document: Mapping[str, object], form: Form) -> dict[Address, Origin]:
        found: dict[Address, Origin] = {}
        for each in self._take(document, "origins", list):
            group = self._group(each, ("source", "name", "figures"), "origins")
            word = self._take(group, "source", str)
            if word not in {source.value for source in Source}:
                raise self._altered(f"里有不认识的来源“{word}”")
            origin = Origin(Source(word), self._take(group, "name", str))
            for address in self._addresses(group, form):
                if address in found:
                    raise self._altered(f"里“{address}”的来源出现了两次")
                found[address] = origin
        return found

    def _notes(self, document: Mapping[str, object], form: Form) -> list[Edit]:
        edits: list[Edit] = []
        subjects: set[Subject] = set()
        for each in self._take(document, "notes", list):
            group = self._group(each, ("code", "section", "figures", "numbers", "text"), "notes")
            subject = Subject(
                self._take(group, "code", str),
                self._take(group, "section", str),
                tuple(self._addresses(group, form)),
                tuple(
                    self._expect(number, str, "numbers")
                    for number in self._take(group, "numbers", list)
                ),
            )
            if subject in subjects:
                raise self._altered(f"里“{subject.code}”的说明出现了两次，不知道以哪一个为准")
            subjects.add(subject)
            edits.append(SetNote(subject, self._text(group["text"], "notes")))
        return edits

    def _prior(self, document: Mapping[str, object]) -> Prior | None:
        if "prior" not in document:
            raise self._damaged("缺少“prior”")
        if document["prior"] is None:
            return None
        keys = ("edition", "year", "organ", "figures")
        group = self._group(document["prior"], keys, "prior")
        form = self._form(self._take(group, "edition", str))
        figures = {
            self._address(name, form): self._figure(text, name)
            for name, text in self._take(group, "figures", dict).items()
        }
        return Prior(
            form.edition,
            self._take(group, "year", int),
            self._take(group, "organ", str),
            MappingProxyType(figures),
        )

    def _figure(self, text: object, name: str) -> Number:
        written = self._expect(text, str, name)
        match = _FIGURE.fullmatch(written)
        if match is None:
            raise self._damaged(f"上年的“{name}”不是数")
        return Decimal(written) if match[1] else int(written)

    def _group(self, value: object, keys: Iterable[str], what: str) -> dict[str, object]:
        group: dict[str, object] = self._expect(value, dict, what)
        if group.keys() != set(keys):
            raise self._damaged(f"“{what}”的内容不对")
        return group

    def _addresses(self, group: Mapping[str, object], form: Form) -> list[Address]:
        names = self._take(group, "figures", list)
        return [self._address(self._expect(name, str, "figures"), form) for name in names]

    def _address(self, name: str, form: Form) -> Address:
        address = Address(name)
        if address not in form.figures:
            raise self._altered(f"里有{form.edition}版格式中没有的数“{name}”")
        return address

    def _doubt(self, value: object, name: str) -> Doubt:
        fields = self._group(value, ("text", "why"), name)
        return Doubt(self._take(fields, "text", str), self._take(fields, "why", str))

    def _take(self, fields: Mapping[str, object], key: str, kind: type[_T]) -> _T:
        if key not in fields:
            raise self._damaged(f"缺少“{key}”")
        return self._expect(fields[key], kind, key)

    def _expect(self, value: object, kind: type[_T], what: str) -> _T:
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self._damaged(f"“{what}”的内容不对")
        return value

    def _without_repeats(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                raise self._altered(f"里“{key}”出现了两次，不知道以哪一个为准")
            found[key] = value
        return found

    def _unreadable(self, data: bytes, what: str) -> Problem:
        return self._damaged(what) if is_document(data[:100]) else self._foreign()

    def _damaged(self, what: str) -> Problem:
        return Problem(f"“{self._name}”已经损坏：{what}。请打开别的副本或者备份。")

    def _altered(self, what: str) -> Problem:
        return Problem(
            f"“{self._name}”{what}。文件可能被改动过，请打开别的副本或者备份，"
            "也可以用新版的程序再试。"
        )

    def _foreign(self) -> Problem:
        return Problem(f"“{self._name}”不是本程序保存的年报文件，请另选文件。")
