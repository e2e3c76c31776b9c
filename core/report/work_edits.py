"""The kinds of edit about the work on a report: shares given out, and the review round."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from core.forms.form import Form
from core.report.edits import WholeEdit
from core.report.fields import FieldReader, Shape, share_of, signing_of
from core.report.report import Report
from core.report.share import WorkShare
from core.report.signing import SigningStep

SHARES = "shares"
"""The name under which a change of what was given out is told."""
SIGNING = "signing"
"""The name under which a step of the review round is told."""


@dataclass(frozen=True, slots=True)
class SetShare(WholeEdit):
    """Note what was given out under a key, or that it came back; None forgets it."""

    KEY = "share"

    key: str
    share: WorkShare | None

    @property
    def place(self) -> Hashable:
        return (SHARES, self.key)

    @property
    def part(self) -> str:
        return SHARES

    def put(self, report: Report) -> None:
        report._put_share(self.key, self.share)

    def now(self, report: Report) -> SetShare:
        return SetShare(self.key, report.shares.get(self.key))

    @classmethod
    def every(cls, report: Report) -> Iterable[SetShare]:
        return (cls(*each) for each in report.shares.items())

    def words(self, form: Form) -> str:
        return "分工" if self.share is None else f"分工：{self.share.who}"

    def as_json(self) -> Shape:
        return {"share": self.key, "given": self.share and share_of(self.share)}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetShare:
        read.group(shape, ("share", "given"), "history")
        given = shape["given"]
        share = None if given is None else read.share(given, form)
        return cls(read.take(shape, "share", str), share)


@dataclass(frozen=True, slots=True)
class SetOwnShare(WholeEdit):
    """Say that this document is a part that was given out, and which one; None says it is none."""

    KEY = "part_of"

    key: str
    share: WorkShare | None

    @property
    def place(self) -> Hashable:
        return (SHARES,)

    @property
    def part(self) -> str:
        return SHARES

    def put(self, report: Report) -> None:
        report._put_own_share(self.key, self.share)

    def now(self, report: Report) -> SetOwnShare:
        return SetOwnShare(report.own_key, report.own_share)

    @classmethod
    def every(cls, report: Report) -> Iterable[SetOwnShare]:
        return (cls(report.own_key, report.own_share),)

    def words(self, form: Form) -> str:
        return "分工"

    def as_json(self) -> Shape:
        return {"part_of": self.key, "given": self.share and share_of(self.share)}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetOwnShare:
        read.group(shape, ("part_of", "given"), "history")
        given = shape["given"]
        share = None if given is None else read.share(given, form)
        return cls(read.take(shape, "part_of", str), share)


@dataclass(frozen=True, slots=True)
class SetSigning(WholeEdit):
    """Put the steps of the review round."""

    KEY = "signing"

    steps: tuple[SigningStep, ...]

    @property
    def place(self) -> Hashable:
        return SIGNING

    @property
    def part(self) -> str:
        return SIGNING

    def put(self, report: Report) -> None:
        report._put_signing(self.steps)

    def now(self, report: Report) -> SetSigning:
        return SetSigning(report.signing)

    @classmethod
    def every(cls, report: Report) -> Iterable[SetSigning]:
        return (cls(report.signing),)

    def words(self, form: Form) -> str:
        return "审签"

    def as_json(self) -> Shape:
        return {"signing": [signing_of(each) for each in self.steps]}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetSigning:
        read.group(shape, ("signing",), "history")
        steps = read.take(shape, "signing", list)
        return cls(tuple(read.signing_step(each, form) for each in steps))
