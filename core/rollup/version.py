"""The versions of one unit's report (各次报送), and what was done with them; as they are kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from core.base.problem import Problem
from core.rollup.unit import UnitState

FORMAT = "nianbao-unit"


@dataclass(frozen=True, slots=True)
class Version:
    """One report of a unit as it was taken in; ``file`` is its document in the unit's folder.

    ``source`` is the file that it was read from, with its digest; ``matched_by`` the word for what
    told the unit; ``errors`` and ``warnings`` what was found when it was taken in. ``told`` is what
    has to be said of the collection form that it came in: the document itself cannot show it.
    """

    file: str
    sha256: str
    source: str
    source_sha256: str
    taken_at: str
    taken_by: str
    matched_by: str
    errors: int
    warnings: int
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionMark:
    """Something done with one version: sent back (退回) or confirmed (核定); by whom and when."""

    version: str
    who: str
    time: str


@dataclass(frozen=True, slots=True)
class Status:
    """All versions of a unit's report, the oldest first, and the marks on them.

    ``current`` is the digest of the one that counts, empty where none does. A mark on another
    version than the current one has lapsed: what is new has to be looked at anew.
    """

    versions: tuple[Version, ...] = ()
    current: str = ""
    returned: VersionMark | None = None
    confirmed: VersionMark | None = None
    note: str = ""

    @property
    def version(self) -> Version | None:
        """The version that counts."""
        return next((each for each in self.versions if each.sha256 == self.current), None)

    @property
    def state(self) -> UnitState:
        """What has become of the unit's report."""
        version = self.version
        if version is None:
            return UnitState.MISSING
        if self.confirmed is not None and self.confirmed.version == version.sha256:
            return UnitState.CONFIRMED
        if self.returned is not None and self.returned.version == version.sha256:
            return UnitState.RETURNED
        return UnitState.FAULTY if version.errors else UnitState.RECEIVED

    def with_version(self, version: Version) -> Status:
        """Return the status with a version that counts from now on; one known is not added."""
        if any(each.sha256 == version.sha256 for each in self.versions):
            return replace(self, current=version.sha256)
        return replace(self, versions=(*self.versions, version), current=version.sha256)


def encode_status(status: Status, name: str) -> bytes:
    """Return a unit's status as its file; ``name`` is there for whoever looks into it."""
    shape = {
        "format": FORMAT,
        "version": 1,
        "name": name,
        "current": status.current,
        "returned": None if status.returned is None else asdict(status.returned),
        "confirmed": None if status.confirmed is None else asdict(status.confirmed),
        "note": status.note,
        "versions": [_shape_of(version) for version in status.versions],
    }
    return f"{json.dumps(shape, ensure_ascii=False, indent=2)}\n".encode("utf-8", "replace")


def decode_status(data: bytes, file: str) -> Status:
    """Read a unit's status; raises Problem where it is not sound. ``file`` is for the message."""
    try:
        return _status(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Problem(
            f"“{file}”已经损坏，不知道这个单位报过什么。"
            "各次报送的文件还在它旁边，请把它们重新读入，或者用备份恢复。"
        ) from error


def _status(shape: dict[str, object]) -> Status:
    versions, current, note = shape["versions"], shape["current"], shape["note"]
    if (shape["format"], shape["version"]) != (FORMAT, 1) or not isinstance(versions, list):
        raise ValueError(FORMAT)
    if not isinstance(current, str) or not isinstance(note, str):
        raise TypeError(current)
    found = tuple(map(_version, versions))
    if current and all(version.sha256 != current for version in found):
        raise ValueError(current)
    return Status(found, current, _mark(shape["returned"]), _mark(shape["confirmed"]), note)


def _shape_of(version: Version) -> dict[str, object]:
    shape = asdict(version)
    if not version.told:  # the program of before knows no such key
        del shape["told"]
    return shape


def _version(shape: dict[str, object]) -> Version:
    told = shape.get("told", [])
    if not isinstance(told, list) or not all(isinstance(each, str) for each in told):
        raise TypeError(told)
    version = Version(**{**shape, "told": tuple(told)})  # type: ignore[arg-type]  # looked at below
    kinds = (str,) * 7 + (int,) * 2 + (tuple,)
    for value, kind in zip(asdict(version).values(), kinds, strict=True):
        if not isinstance(value, kind):
            raise TypeError(value)
    if "/" in version.file or "\\" in version.file:  # it lies in the unit's own folder
        raise ValueError(version.file)
    return version


def _mark(shape: object) -> VersionMark | None:
    if shape is None:
        return None
    if not isinstance(shape, dict):
        raise TypeError(shape)
    mark = VersionMark(**shape)
    if not all(isinstance(value, str) for value in asdict(mark).values()):
        raise TypeError(shape)
    return mark
