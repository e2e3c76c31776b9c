"""The history in a document file: one line of JSON for each moment; see docs/file-format.md."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from core.document.fields import FieldReader, Shape, doubt_of, link_of, note_of, prior_of, proof_of
from core.document.history import MOST, Moment, Splice, Step
from core.forms.form import Form
from core.report.edit import SetCover, SetFigure, SetNote, SetPrior, SetProof
from core.report.origin import TYPED
from core.report.report import lines_of


def moments_as_json(moments: Iterable[Moment]) -> str:
    """Write moments as a list in a document file, a line each."""
    lines = [f"    {_line(moment)}" for moment in moments]
    return "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"


# A document is written every few hundred milliseconds while somebody types, and all of its
# moments but the last are the same each time.
@lru_cache(maxsize=2 * MOST)
def _line(moment: Moment) -> str:
    shape = {
        "time": moment.time,
        "who": moment.who,
        "label": moment.label,
        "steps": [_shape(step) for step in moment.steps],
    }
    return json.dumps(shape, ensure_ascii=False)


def _shape(step: Step) -> Shape:
    match step:
        case SetFigure():
            shape: Shape = {"figure": step.address, "text": step.text}
            if step.doubt is not None:
                shape["doubt"] = doubt_of(step.doubt)
            if step.origin != TYPED:
                shape["origin"] = {"source": step.origin.source.value, "name": step.origin.name}
            return shape
        case Splice():
            return {
                "part": step.section,
                "start": step.start,
                "added": step.added,
                "removed": lines_of(step.removed),
                "links": [link_of(link) for link in step.links],
            }
        case SetCover():
            return {"organ": step.organ, "year": step.year}
        case SetNote():
            return {"note": note_of(step.subject, step.text)}
        case SetPrior():
            return {"prior": prior_of(step.prior)}
        case SetProof():
            return {"proofread": step.address, "proof": step.proof and proof_of(step.proof)}


def read_moment(value: object, read: FieldReader, form: Form) -> Moment:
    """Read a moment; raises Problem where it is not sound."""
    group = read.group(value, ("time", "who", "label", "steps"), "history")
    time = read.time(read.take(group, "time", str))
    steps = tuple(_step(step, read, form) for step in read.take(group, "steps", list))
    return Moment(time, read.take(group, "who", str), read.take(group, "label", str), steps)


def _step(value: object, read: FieldReader, form: Form) -> Step:
    shape: Shape = read.expect(value, dict, "history")
    if "figure" in shape:
        return _figure(shape, read, form)
    if "part" in shape:
        return _splice(shape, read, form)
    if "note" in shape:
        return read.note(read.group(shape, ("note",), "history")["note"], form)
    if "prior" in shape:
        return SetPrior(read.prior(read.group(shape, ("prior",), "history")["prior"]))
    if "proofread" in shape:
        return _proof(shape, read, form)
    read.group(shape, ("organ", "year"), "history")
    return SetCover(read.take(shape, "organ", str), read.year(shape))


def _figure(shape: Shape, read: FieldReader, form: Form) -> SetFigure:
    own = {"doubt", "origin"} & shape.keys()
    read.group(shape, ("figure", "text", *own), "history")
    name = read.take(shape, "figure", str)
    doubt = read.doubt(shape["doubt"], name) if "doubt" in shape else None
    origin = TYPED
    if "origin" in shape:
        origin = read.origin(read.group(shape["origin"], ("source", "name"), name))
    return SetFigure(read.address(name, form), read.take(shape, "text", str), doubt, origin)


def _proof(shape: Shape, read: FieldReader, form: Form) -> SetProof:
    read.group(shape, ("proofread", "proof"), "history")
    address = read.address(read.take(shape, "proofread", str), form)
    proof = shape["proof"]
    return SetProof(address, None if proof is None else read.proof(proof, address))


def _splice(shape: Shape, read: FieldReader, form: Form) -> Splice:
    read.group(shape, ("part", "start", "added", "removed", "links"), "history")
    section = read.section(read.take(shape, "part", str), form)
    start, added = read.take(shape, "start", int), read.take(shape, "added", int)
    if start < 0 or added < 0:
        raise read.damaged(f"“{section}”的修改记录不对")
    links = read.links(shape["links"], form, section)
    return Splice(section, start, added, read.text(shape["removed"], section), links)
