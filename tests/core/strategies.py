"""Random edits of every kind, for the properties that any history of a report must keep."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from hypothesis import strategies as st

from core.figures.address import Address
from core.forms.form import Form
from core.report.cover_edits import SetTitleLines
from core.report.edits import Edit, SetCover, SetFigure, SetNote, SetPrior, SetProof, SetText
from core.report.link import Link
from core.report.note import Subject
from core.report.origin import Origin, Source
from core.report.prior import Prior
from core.report.proof import Proof
from core.report.report import Doubt, Report
from core.report.share import COVER_SHARE, WorkShare
from core.report.signing import SigningAct, SigningStep
from core.report.work_edits import SetOwnShare, SetShare, SetSigning

ORIGINS = st.one_of(
    st.just(Origin()), st.builds(Origin, st.sampled_from(Source), st.text(max_size=3))
)


def figures(
    addresses: st.SearchStrategy[Address],
    typed: st.SearchStrategy[str],
    doubts: st.SearchStrategy[Doubt | None],
) -> st.SearchStrategy[Edit]:
    """Draw edits of figures, from wherever they came."""
    return st.builds(SetFigure, addresses, typed, doubts, ORIGINS)


@st.composite
def linked_texts(
    draw: st.DrawFn, form: Form, near: Sequence[Address], words: st.SearchStrategy[str]
) -> SetText:
    """Draw a text, often with one or two numbers in it that follow a cell."""
    section = draw(st.sampled_from([text.id for text in form.texts]))
    if draw(st.booleans()):
        return SetText(section, draw(words))
    text, links = draw(words), []
    for address in draw(st.lists(st.sampled_from(near), max_size=2)):
        links.append(Link(len(text), len(text) + 1, address))
        text += f"9{draw(words)}"
    return SetText(section, text, tuple(links))


def other_edits(
    form: Form, near: Sequence[Address], words: st.SearchStrategy[str]
) -> st.SearchStrategy[Edit]:
    """Draw edits of everything but figures."""
    addresses = st.sampled_from(list(form.figures))
    subjects = st.builds(
        Subject,
        st.sampled_from(["U01", "X62"]),
        st.sampled_from([section.id for section in form.sections]),
        st.lists(addresses, max_size=2).map(tuple),
        st.lists(st.sampled_from(["1", "2.5"]), max_size=2).map(tuple),
    )
    priors = st.builds(
        Prior,
        st.just(form.edition),
        st.integers(2018, 2030),
        words,
        st.dictionaries(addresses, st.integers(0, 30) | st.decimals(0, 30, places=2)).map(
            MappingProxyType
        ),
        st.lists(words, max_size=2).map(tuple),
    )
    proofs = st.builds(Proof, st.text(max_size=4), st.just("2026-01-12T09:41:05+08:00"))
    time = st.just("2026-01-12T09:41:05+08:00")
    sections = st.lists(
        st.sampled_from([COVER_SHARE, *(section.id for section in form.sections)]), max_size=2
    )
    shares = st.builds(
        WorkShare,
        words,
        sections.map(tuple),
        st.sampled_from(["", "2026-01-20"]),
        words,
        time,
        words,
        st.just("") | time,
    )
    steps = st.builds(
        SigningStep,
        *(st.sampled_from(SigningAct), words, time, words, words, words),
        st.lists(st.tuples(subjects, words), max_size=1).map(tuple),
    )
    return st.one_of(
        st.builds(SetShare, st.sampled_from(["1", "2"]), st.none() | shares),
        st.just(SetOwnShare("", None)) | st.builds(SetOwnShare, st.just("1"), shares),
        st.builds(SetSigning, st.lists(steps, max_size=2).map(tuple)),
        linked_texts(form, near, words),
        st.builds(SetTitleLines, st.lists(words, max_size=2).map(tuple)),
        st.builds(SetCover, words, st.integers(2019, 2030)),
        st.builds(SetNote, subjects, st.just("") | words),
        st.builds(SetPrior, st.none() | priors),
        st.builds(SetProof, addresses, st.none() | proofs),
    )


def state_of(report: Report) -> tuple[object, ...]:
    """Return all that a report keeps, whatever a kind of edit may add, and the sums it shows."""
    kept = {name: each for name, each in vars(report).items() if name not in {"form", "_sums"}}
    return (
        report.form.edition,
        {name: dict(each) if isinstance(each, dict) else each for name, each in kept.items()},
        report.figures(),
        {a: report.computed(a) for a in report.form.figures},
    )
