"""The document file: one report as JSON text that a diff can show; see docs/file-format.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TypeVar

from core.address import Address
from core.edit import Edit, SetCover, SetFigure, SetText, apply
from core.forms.form import Form
from core.forms.loader import Forms
from core.problem import Problem
from core.report import Doubt, Report

SUFFIX = ".nianbao"
FORMAT = "nianbao"
VERSION = 1

_KEYS = ("format", "version", "edition", "year", "organ", "texts", "figures", "doubts")
_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*"nianbao"')
_SURROGATE = re.compile("[\ud800-\udfff]")
_T = TypeVar("_T", bound=str | int | dict[str, object] | list[object])


def is_document(start: bytes) -> bool:
    """Tell from the first hundred bytes whether a file is, or was, one of ours."""
    return _HEAD.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def encode(report: Report) -> bytes:
    """Return the document file of a report; equal reports give equal bytes."""
    form = report.form
    document = {
        "format": FORMAT,
        "version": VERSION,
        "edition": form.edition,
        "year": report.year,
        "organ": report.organ,
        "texts": {part.id: _lines(report.texts[part.id]) for part in form.texts},
        "figures": {a: report.values[a].text for a in form.figures if a in report.values},
        "doubts": {
            a: {"text": report.doubts[a].text, "why": report.doubts[a].why}
            for a in form.figures
            if a in report.doubts
        },
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    # Half a surrogate pair can come from a clipboard. UTF-8 cannot hold it, a JSON escape can.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode("utf-8")


def decode(data: bytes, forms: Forms, name: str) -> Report:
    """Return the report that a document file holds; raises Problem where it is not sound.

    ``name`` is the file's name, for messages.
    """
    return _Decoder(forms, name).report(data)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


class _Decoder:
    """Reads one document file; every fault names the file and what to do."""

    def __init__(self, forms: Forms, name: str) -> None:
        self._forms = forms
        self._name = name

    def report(self, data: bytes) -> Report:
        document = self._document(data)
        self._check_version(document)
        for key in document:
            if key not in _KEYS:
                raise self._altered(f"里有不认识的内容“{key}”")
        form = self._form(self._take(document, "edition", str))
        report = Report(form)
        cover = SetCover(self._take(document, "organ", str), self._take(document, "year", int))
        apply(report, [cover, *self._texts(document, form), *self._figures(document, form)])
        return report

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

    def _check_version(self, document: Mapping[str, object]) -> None:
        # When there is a version 2, a function for each older version brings the document up.
        version = self._take(document, "version", int)
        if version > VERSION:
            raise Problem(
                f"“{self._name}”是用更新的程序保存的（文件格式第{version}版，"
                f"本程序只认识到第{VERSION}版）。请用新版的程序打开。"
            )
        if version < VERSION:
            raise self._damaged(f"文件格式的版本“{version}”不对")

    def _form(self, edition: str) -> Form:
        form = self._forms.by_edition(edition)
        if form is None:
            known = "、".join(form.edition for form in self._forms.editions)
            raise Problem(
                f"“{self._name}”用的是本程序不认识的“{edition}”版年报格式"
                f"（本程序有{known}版）。请用新版的程序打开。"
            )
        return form

    def _texts(self, document: Mapping[str, object], form: Form) -> list[Edit]:
        edits: list[Edit] = []
        sections = {part.id for part in form.texts}
        for section, lines in self._take(document, "texts", dict).items():
            if section not in sections:
                raise self._altered(f"里有{form.edition}版格式中没有的部分“{section}”")
            if not isinstance(lines, list):
                raise self._damaged(f"“{section}”的文字不对")
            text = "\n".join(self._expect(line, str, section) for line in lines)
            edits.append(SetText(section, text))
        return edits

    def _figures(self, document: Mapping[str, object], form: Form) -> list[Edit]:
        typed = self._take(document, "figures", dict)
        doubted = self._take(document, "doubts", dict)
        edits: list[Edit] = []
        for name in dict.fromkeys((*typed, *doubted)):
            address = Address(name)
            if address not in form.figures:
                raise self._altered(f"里有{form.edition}版格式中没有的数“{name}”")
            text = self._expect(typed.get(name, ""), str, name)
            doubt = self._doubt(doubted[name], name) if name in doubted else None
            edits.append(SetFigure(address, text, doubt))
        return edits

    def _doubt(self, value: object, name: str) -> Doubt:
        fields: dict[str, object] = self._expect(value, dict, name)
        if fields.keys() != {"text", "why"}:
            raise self._damaged(f"“{name}”的存疑说明不对")
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
