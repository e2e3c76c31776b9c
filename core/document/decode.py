"""Reading the document file: whole and sound, or not at all; see docs/file-format.md."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.base.bounded_json import TooMuchError, count_values, parse_json
from core.base.problem import Problem
from core.document.encode import FORMAT, MOST_VALUES, VERSION, is_document
from core.document.history import History
from core.document.moments import NAME, OPENING, read_moments
from core.document.upgrade import KEYS, upgrade
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.cover_edits import SetTitleLines
from core.report.edit import Contents, fill
from core.report.edits import Edit, SetCover, SetNote, SetPrior, SetProof, SetText
from core.report.fields import FieldReader
from core.report.link import is_sound
from core.report.note import Subject
from core.report.origin import TYPED, Origin
from core.report.report import Report
from core.report.work_edits import SetOwnShare, SetShare, SetSigning

if TYPE_CHECKING:
    from core.document.written import WrittenMoments


def decode(data: bytes, forms: Forms, name: str) -> Report:
    """Return the report that a document file holds; raises Problem where it is not sound.

    ``name`` is the file's name, for messages.
    """
    return decode_document(data, forms, name)[0]


def decode_document(data: bytes, forms: Forms, name: str) -> tuple[Report, History]:
    """Return the report that a document file holds and its history; raises Problem."""
    return _Decoder(FieldReader(forms, name)).document(data)


def too_large(name: str) -> Problem:
    """Say that a file is larger than any document of ours."""
    return Problem(
        f"“{name}”太大，不是本程序保存的年报文件，或者已经被改坏，没有打开。请另选文件。"
    )


class _Decoder:
    """Reads one document file."""

    def __init__(self, read: FieldReader) -> None:
        self._read = read

    def document(self, data: bytes) -> tuple[Report, History]:
        read, text = self._read, self._text(data)
        parsed, written = self._parsed(data, text)
        document = self._newest(parsed)
        if written is not None and document["history"] is not parsed["history"]:
            # It was brought up to date: the lines are those of an older version.
            written, document = None, self._newest(self._json(data, text))
        form = read.form(read.take(document, "edition", str))
        report = Report(form)
        cover = SetCover(read.take(document, "organ", str), read.year(document))
        for key in ("prior", "part_of", "title_lines"):
            if key not in document:
                raise read.damaged(f"缺少“{key}”")
        texts = self._texts(document, form)
        edits = [
            cover,
            SetTitleLines(read.title_lines(document["title_lines"])),
            *texts,
            *self._proofs(document, form),
            *self._notes(document, form),
            SetPrior(read.prior(document["prior"])),
            *self._work(document, form),
        ]
        fill(report, self._contents(document, form), edits)
        if any(report.texts[edit.section] != edit.text for edit in texts):
            raise read.altered("里文字中链接的数和表格不一致")
        moments = read.take(document, "history", list)
        if written is not None:
            return report, History(earlier=written.prove(read, form))
        return report, History(earlier=read_moments(moments, read, form))

    def _newest(self, document: Mapping[str, object]) -> Mapping[str, object]:
        """Check that a document has what its version has, and bring it up to date."""
        version = self._version(document)
        for key in document:
            if key not in KEYS[version]:
                raise self._read.altered(f"里有不认识的内容“{key}”")
        return upgrade(document, version)

    def _text(self, data: bytes) -> str:
        if not data.strip(b"\0 \t\r\n"):
            raise Problem(f"“{self._read.name}”是空的，里面没有报告。请打开别的副本或者备份。")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self._unreadable(data, "有不能辨认的字符") from error

    def _parsed(self, data: bytes, text: str) -> tuple[Mapping[str, object], WrittenMoments | None]:
        """Return what a file holds, without its history where that can be proved line by line."""
        apart = None
        if NAME + OPENING in text and count_values(data) <= MOST_VALUES:
            from core.document.written import take_apart

            apart = take_apart(text, self._without_repeats)
        if apart is not None:
            bare, written = apart
            try:
                return self._json(data, bare), written
            except Problem:  # told of the whole file, whose lines have other numbers
                pass
        return self._json(data, text), None

    def _json(self, data: bytes, text: str) -> Mapping[str, object]:
        try:
            document = parse_json(text, MOST_VALUES, self._without_repeats)
        except json.JSONDecodeError as error:
            raise self._unreadable(data, f"第{error.lineno}行起内容不完整或者被改坏") from error
        except TooMuchError as error:
            raise too_large(self._read.name) from error
        except ValueError as error:
            raise self._unreadable(data, "内容被改坏") from error
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise self._foreign()
        return document

    def _version(self, document: Mapping[str, object]) -> int:
        version = self._read.take(document, "version", int)
        if version > VERSION:
            raise Problem(
                f"“{self._read.name}”是用更新的程序保存的（文件格式第{version}版，"
                f"本程序只认识到第{VERSION}版）。请用新版的程序打开。"
            )
        if version not in KEYS:
            raise self._read.damaged(f"文件格式的版本“{version}”不对")
        return version

    def _texts(self, document: Mapping[str, object], form: Form) -> list[SetText]:
        read = self._read
        edits: list[SetText] = []
        linked = read.take(document, "links", dict)
        for section, lines in read.take(document, "texts", dict).items():
            read.section(section, form)
            text = read.text(lines, section)
            links = read.links(linked.pop(section, []), form, section)
            if not is_sound(links, text):
                raise read.damaged(f"“{section}”中链接的位置不对")
            edits.append(SetText(section, text, links))
        for section in linked:
            raise read.altered(f"里有“{section}”的链接，却没有它的文字")
        return edits

    def _contents(self, document: Mapping[str, object], form: Form) -> Contents:
        read = self._read
        typed = read.take(document, "figures", dict)
        doubted = read.take(document, "doubts", dict)
        addresses = read.known(typed, form)
        texts: dict[Address, str] = {}
        for address, text in zip(addresses, typed.values(), strict=True):
            texts[address] = text if type(text) is str else read.expect(text, str, address)
        origins = self._origins(document, form, texts)
        doubts = {read.address(name, form): read.doubt(d, name) for name, d in doubted.items()}
        return Contents(texts, doubts, origins)

    def _origins(
        self, document: Mapping[str, object], form: Form, texts: Mapping[Address, str]
    ) -> dict[Address, Origin]:
        read = self._read
        seen: set[Address] = set()
        found: dict[Address, Origin] = {}
        for each in read.take(document, "origins", list):
            group = read.group(each, ("source", "name", "figures"), "origins")
            origin = read.origin(group)
            for address in (addresses := read.addresses(group, form)):
                if address in seen:
                    raise read.altered(f"里“{address}”的来源出现了两次")
                if address not in texts:
                    raise read.altered(f"里记有“{address}”的来源，却没有这个数")
                seen.add(address)
            if origin != TYPED:
                found.update(dict.fromkeys(addresses, origin))
        return found

    def _proofs(self, document: Mapping[str, object], form: Form) -> list[SetProof]:
        read = self._read
        return [
            SetProof(read.address(name, form), read.proof(proof, name))
            for name, proof in read.take(document, "proofs", dict).items()
        ]

    def _notes(self, document: Mapping[str, object], form: Form) -> list[SetNote]:
        notes = self._read.take(document, "notes", list)
        edits = [SetNote(*self._read.note(each, form)) for each in notes]
        seen: set[Subject] = set()
        for edit in edits:
            if edit.subject in seen:
                code = edit.subject.code
                raise self._read.altered(f"里“{code}”的说明出现了两次，不知道以哪一个为准")
            seen.add(edit.subject)
        return edits

    def _work(self, document: Mapping[str, object], form: Form) -> list[Edit]:
        """Read what was given out, and the review round."""
        read = self._read
        edits: list[Edit] = [
            SetShare(key, read.share(each, form))
            for key, each in read.take(document, "shares", dict).items()
        ]
        own = document["part_of"]
        if own is not None:
            group = read.group(own, ("key", "given"), "part_of")
            edits.append(
                SetOwnShare(read.take(group, "key", str), read.share(group["given"], form))
            )
        steps = read.take(document, "signing", list)
        if steps:
            edits.append(SetSigning(tuple(read.signing_step(each, form) for each in steps)))
        return edits

    def _without_repeats(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            times = Counter(key for key, _ in pairs)
            key = next(key for key, _ in pairs if times[key] > 1)
            raise self._read.altered(f"里“{key}”出现了两次，不知道以哪一个为准")
        return found

    def _unreadable(self, data: bytes, what: str) -> Problem:
        return self._read.damaged(what) if is_document(data[:100]) else self._foreign()

    def _foreign(self) -> Problem:
        return Problem(f"“{self._read.name}”不是本程序保存的年报文件，请另选文件。")
