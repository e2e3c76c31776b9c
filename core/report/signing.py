"""The review round of a report (审签): filled, checked, signed off; by whom, when, with what words.

It is the office's own record of who said yes to what. Nothing in it is an electronic signature.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from core.report.note import Subject


class SigningAct(enum.Enum):
    """What somebody did with the report in a round."""

    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    PASSED = "passed"
    SIGNED = "signed"
    REOPENED = "reopened"

    @property
    def words(self) -> str:
        """What a clerk sees."""
        return {
            "SUBMITTED": "提交审核",
            "SENT_BACK": "退回修改",
            "PASSED": "审核同意",
            "SIGNED": "签发",
            "REOPENED": "撤回修改",
        }[self.name]

    @property
    def closes(self) -> bool:
        """Tell whether the report is meant to stay as it is from here on."""
        return self in {SigningAct.SUBMITTED, SigningAct.PASSED, SigningAct.SIGNED}


@dataclass(frozen=True, slots=True)
class SigningStep:
    """One step of a round.

    ``time`` is local, ISO 8601 with its offset. ``digest`` is taken over what the report printed
    then, ``content`` is the report as it was (`core.report.snapshot`): the newest step has it, of
    an older one it may be gone. ``remarks`` are opinions beside findings.
    """

    act: SigningAct
    who: str
    time: str
    opinion: str
    digest: str
    content: str = ""
    remarks: tuple[tuple[Subject, str], ...] = ()


def with_step(steps: tuple[SigningStep, ...], step: SigningStep) -> tuple[SigningStep, ...]:
    """Return a round with one step more; older steps let the report as it was go."""
    return (*(replace(each, content="") for each in steps), step)
