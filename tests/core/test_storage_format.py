"""The document file: it gives back exactly what went in, and says clearly what it cannot read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.problem import Problem
from core.document.decode import decode, decode_document
from core.document.encode import VERSION, encode, is_document
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.origin import Origin, Source
from core.report.report import Doubt, Report
from tests.core.strategies import figures, other_edits, state_of
from tests.editions import FORMS, form_of

FILES = Path(__file__).resolve().parent.parent / "files"
ROW = "applications.granted"


@pytest.fixture
def report(forms: Forms, full_figures: Callable[[Form], dict[Address, str]]) -> Report:
    form = form_of(forms, "2021")
    report = Report(form)
    edits: list[Edit] = [SetFigure(a, text) for a, text in full_figures(form).items()]
    edits += [
        SetCover("某市某局", 2024),
        SetText("overview", "（一）主动公开。\n第二行\n"),
        SetFigure(Address(f"{ROW}.total"), "999"),
        SetFigure(Address(f"{ROW}.legal"), "", Doubt("1 2", "数字中间有空格")),
    ]
    apply(report, edits)
    return report


def edits_of(form: Form) -> st.SearchStrategy[Edit]:
    addresses = list(form.figures)
    typed = st.one_of(st.text(max_size=8), st.integers(0, 30).map(str), st.just("/"))
    doubts = st.none() | st.builds(Doubt, st.text(max_size=5), st.text(max_size=5))
    return st.one_of(
        figures(st.sampled_from(addresses), typed, doubts),
        other_edits(form, addresses, st.text()),
    )


@pytest.mark.parametrize("edition", [form.edition for form in FORMS.editions])
@given(data=st.data(), full=st.booleans())
def test_decoding_gives_back_exactly_what_was_encoded(
    edition: str, data: st.DataObject, full: bool
) -> None:
    form = FORMS.by_edition(edition)
    assert form is not None
    report = Report(form)
    if full:
        apply(report, [SetFigure(a, "1") for a in form.figures])
    apply(report, data.draw(st.lists(edits_of(form), max_size=40)))
    saved = encode(report)
    again = decode(saved, FORMS, "x.nianbao")
    assert state_of(again) == state_of(report)
    assert encode(again) == saved


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\n\n",
        "一行",
        "一行\n",
        "一行\n\n二行\n\n",
        "\r\n\r",
        "\ttab “引号” \\ / \u2028\u2029\x85\x00\x7f",
        "𠮷😀",
        "e\u0301é",
        "\ud83d half a pair",
        "\ufeff",
    ],
)
def test_a_text_comes_back_to_the_letter(report: Report, text: str) -> None:
    apply(report, [SetText("overview", text), SetCover(text, 2024)])
    again = decode(encode(report), FORMS, "x.nianbao")
    assert (again.texts["overview"], again.organ) == (text, text)


def test_a_kept_total_and_a_doubt_come_back(report: Report) -> None:
    again = decode(encode(report), FORMS, "x.nianbao")
    total, doubted = Address(f"{ROW}.total"), Address(f"{ROW}.legal")
    assert again.is_kept(total)
    assert again.figure(total) == 999
    assert again.doubts == {doubted: Doubt("1 2", "数字中间有空格")}
    assert again.figure(doubted) is None


def test_a_report_of_no_year_yet_comes_back(report: Report) -> None:
    apply(report, [SetCover("", 0)])
    assert decode(encode(report), FORMS, "a").year == 0


def test_the_file_is_one_that_a_diff_can_show(report: Report) -> None:
    text = encode(report).decode("utf-8")
    lines = text.split("\n")
    assert lines[:6] == [
        "{",
        '  "format": "nianbao",',
        '  "version": 2,',
        '  "edition": "2021",',
        '  "year": 2024,',
        '  "organ": "某市某局",',
    ]
    assert '      "（一）主动公开。",' in lines
    assert lines[-2:] == ["}", ""]
    assert max(map(len, lines)) < 100
    assert f'    "{ROW}.total": "999",' in lines
    assert not any('"applications.received.total"' in line for line in lines)
    stored = json.loads(text)
    assert list(stored) == [
        *("format", "version", "edition", "year", "organ"),
        *("texts", "links", "figures", "origins", "doubts", "proofs", "notes", "prior", "history"),
    ]
    order = list(report.form.figures)
    assert list(stored["figures"]) == sorted(stored["figures"], key=order.index)


def test_one_changed_figure_is_one_changed_line(report: Report) -> None:
    before = encode(report).decode().splitlines()
    apply(report, [SetFigure(Address("applications.received.natural"), "77")])
    after = encode(report).decode().splitlines()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_the_order_of_typing_leaves_no_trace(report: Report) -> None:
    other = Report(report.form)
    edits: list[Edit] = [SetFigure(a, v.text) for a, v in reversed(list(report.values.items()))]
    edits += [SetFigure(a, "", doubt) for a, doubt in report.doubts.items()]
    edits += [SetText(section, text) for section, text in reversed(list(report.texts.items()))]
    edits.append(SetCover(report.organ, report.year))
    for edit in edits:
        apply(other, [edit])
    assert encode(other) == encode(report)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(report: Report) -> None:
    saved = encode(report)
    edited = b"\xef\xbb\xbf" + saved.replace(b"\n", b"\r\n")
    assert is_document(edited)
    assert encode(decode(edited, FORMS, "x.nianbao")) == saved


@pytest.mark.parametrize(
    "file", sorted(FILES.glob("v*/*.nianbao")), ids=lambda f: f"{f.parent.name}-{f.name}"
)
def test_a_file_of_any_version_opens_for_ever(file: Path) -> None:
    data = file.read_bytes()
    assert is_document(data[:100])
    report, history = decode_document(data, FORMS, file.name)
    stored = json.loads(data)
    assert file.parent.name == f"v{stored['version']}"
    assert (report.form.edition, report.year, report.organ) == (
        stored["edition"],
        stored["year"],
        stored["organ"],
    )
    assert {a: v.text for a, v in report.values.items()} == stored["figures"]
    assert {s: "\n".join(lines) for s, lines in stored["texts"].items()} == report.texts
    assert {a: {"text": d.text, "why": d.why} for a, d in report.doubts.items()} == stored["doubts"]
    if stored["version"] >= 3:
        assert report.shares
        assert report.own_share
        assert [step.act.words for step in report.signing] == ["提交审核", "退回修改"]
    if stored["version"] == VERSION:
        assert report.title_lines == ("某市某", "局办公室")
        past = [history.before(report, len(history) - back).title_lines for back in (1, 2)]
        assert past == [("某市", "某局办公室"), ()]
    if stored["version"] >= 2:  # nothing is raised to a version that it has no need of
        assert encode(report, history) == data
        assert len(history) > 4
        assert report.prior
        assert report.notes
        assert report.links
    else:
        assert set(report.origins.values()) == {Origin(Source.UNKNOWN)}


def test_there_are_files_of_every_version() -> None:
    for version in range(1, VERSION + 1):
        names = {f.name for f in (FILES / f"v{version}").glob("*.nianbao")}
        assert names == {"2019.nianbao", "2021.nianbao"}


def test_the_example_of_the_description_is_sound() -> None:
    description = (FILES.parent.parent / "docs" / "file-format.md").read_text("utf-8")
    example = description.split("```json\n")[1].split("```")[0]
    report, history = decode_document(example.encode(), FORMS, "example")
    assert encode(report, history).decode() == example
    assert history.before(report, 0).texts["problems"] == "一行文字"
    assert report.texts["preamble"].endswith("12月31日。\n")
    assert report.is_kept(Address(f"{ROW}.total"))


def altered(report: Report, change: Callable[[dict[str, object]], object]) -> bytes:
    document = json.loads(encode(report))
    change(document)
    return json.dumps(document, ensure_ascii=False).encode()


def typing(text: object, name: object = "applications.received.natural") -> object:
    """Return a moment that typed one figure."""
    steps = [{"figure": name, "text": text}]
    return {"time": "2026-01-01T08:00:00", "who": "", "label": "", "steps": steps}


def putting(key: str, value: object) -> Callable[[dict[str, object]], object]:
    return lambda document: document.__setitem__(key, value)


def putting_in(part: str, key: str, value: object) -> Callable[[dict[str, object]], object]:
    return lambda document: document[part].__setitem__(key, value)  # type: ignore[index]


NOTE = {"code": "U01", "section": "remedies", "figures": [], "numbers": ["1"], "text": ["一"]}
PRIOR = {"edition": "2021", "year": 2023, "organ": "某局", "figures": {}}

REFUSED = {
    "a newer version": (putting("version", 5), "更新的程序保存的（文件格式第5版"),
    "version nothing": (putting("version", 0), "已经损坏"),
    "a version that is true": (putting("version", True), "“version”的内容不对"),
    "a version in words": (putting("version", "1"), "“version”的内容不对"),
    "another format": (putting("format", "other"), "不是本程序保存的年报文件"),
    "an unknown edition": (putting("edition", "2035"), "不认识的“2035”版年报格式"),
    "an edition that is a number": (putting("edition", 2021), "“edition”的内容不对"),
    "a year in words": (putting("year", "2024"), "“year”的内容不对"),
    "a year with decimals": (putting("year", 2024.0), "“year”的内容不对"),
    "no organ": (lambda document: document.pop("organ"), "缺少“organ”"),
    "no figures": (lambda document: document.pop("figures"), "缺少“figures”"),
    "figures in a list": (putting("figures", []), "“figures”的内容不对"),
    "a figure that is a number": (putting_in("figures", f"{ROW}.legal", 5), "的内容不对"),
    "an unknown address": (putting_in("figures", f"{ROW}.nobody", "5"), f"没有的数“{ROW}.nobody”"),
    "an address of another edition": (
        putting_in("figures", "applications.other.natural", "5"),
        "没有的数“applications.other.natural”",
    ),
    "a doubt about an unknown address": (
        putting_in("doubts", "a.b", {"text": "", "why": ""}),
        "没有的数“a.b”",
    ),
    "a doubt that is a text": (putting_in("doubts", f"{ROW}.legal", "?"), "的内容不对"),
    "a doubt without a reason": (
        putting_in("doubts", f"{ROW}.legal", {"text": ""}),
        f"“{ROW}.legal”的内容不对",
    ),
    "a doubt of numbers": (
        putting_in("doubts", f"{ROW}.legal", {"text": 1, "why": ""}),
        "“text”的内容不对",
    ),
    "an unknown text": (putting_in("texts", "epilogue", []), "没有的部分“epilogue”"),
    "a text that is not in lines": (putting_in("texts", "overview", "字"), "“overview”的文字不对"),
    "a line that is a number": (putting_in("texts", "overview", [1]), "“overview”的内容不对"),
    "links that are no list": (putting("links", {"overview": "0-1"}), "“overview”的内容不对"),
    "a link that is none": (putting("links", {"overview": ["x"]}), "“overview”的链接不对"),
    "a link to an unknown cell": (putting("links", {"overview": ["0-1 a.b.c"]}), "没有的数“a.b.c”"),
    "a link outside its text": (
        putting("links", {"overview": [f"0-999 {ROW}.natural"]}),
        "“overview”中链接的位置不对",
    ),
    "links of an unknown text": (putting("links", {"epilogue": []}), "“epilogue”的链接"),
    "a link that says something else": (
        putting("links", {"overview": [f"0-1 {ROW}.natural"]}),
        "链接的数和表格不一致",
    ),
    "an origin of nothing": (
        putting("origins", [{"source": "read", "name": "", "figures": [f"{ROW}.legal"]}]),
        f"“{ROW}.legal”的来源",
    ),
    "an unknown origin": (
        putting("origins", [{"source": "heard", "name": "", "figures": []}]),
        "不认识的来源“heard”",
    ),
    "an origin told twice": (
        putting("origins", [{"source": "read", "name": "", "figures": [f"{ROW}.natural"] * 2}]),
        "来源出现了两次",
    ),
    "a note that lacks something": (putting("notes", [{"code": "U01"}]), "“notes”的内容不对"),
    "a note that stands twice": (putting("notes", [NOTE, NOTE]), "说明出现了两次"),
    "a note that is a number": (putting("notes", [{**NOTE, "text": 1}]), "“notes”的文字不对"),
    "a prior that is a text": (putting("prior", ""), "“prior”的内容不对"),
    "a proof without a time": (putting("proofs", {f"{ROW}.natural": "3"}), "校对记录不对"),
    "a proof at no time": (putting("proofs", {f"{ROW}.natural": "noon 3"}), "时间“noon”不对"),
    "a history that is none": (putting("history", [{"time": "2026-01-01"}]), "“history”的内容不对"),
    "a moment at no time": (
        putting("history", [{"time": "noon", "who": "", "label": "", "steps": []}]),
        "时间“noon”不对",
    ),
    "a step of no kind": (
        putting("history", [{"time": "2026-01-01", "who": "", "label": "", "steps": [{}]}]),
        "“history”的内容不对",
    ),
    "a moment that typed no text": (putting("history", [typing(5)]), "不对"),
    "a moment that typed into a list": (putting("history", [typing("5", ["a"])]), "不对"),
    "a moment that typed nowhere": (putting("history", [typing("5", "nowhere.at.all")]), "没有"),
    "no prior": (lambda document: document.pop("prior"), "缺少“prior”"),
    "a prior of an unknown edition": (
        putting("prior", {**PRIOR, "edition": "1999"}),
        "不认识的“1999”版年报格式",
    ),
    "a prior figure in words": (
        putting("prior", {**PRIOR, "figures": {f"{ROW}.legal": "多"}}),
        "不是数",
    ),
    "a prior figure of no cell": (
        putting("prior", {**PRIOR, "figures": {"a.b.c": "1"}}),
        "没有的数“a.b.c”",
    ),
    "something unknown": (putting("colour", "红"), "不认识的内容“colour”"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_unsound_file_is_refused_in_words(report: Report, name: str) -> None:
    change, words = REFUSED[name]
    with pytest.raises(Problem) as caught:
        decode(altered(report, change), FORMS, "某局.nianbao")
    message = str(caught.value)
    assert message.startswith("“某局.nianbao”")
    assert words in message
    assert message.endswith("。")
    assert "\n" not in message


def test_a_key_that_stands_twice_is_refused(report: Report) -> None:
    line = '"applications.received.natural": "'
    data = encode(report).decode().replace(line, f'{line}3", {line}')
    with pytest.raises(Problem, match=r"“applications\.received\.natural”出现了两次"):
        decode(data.encode(), FORMS, "x.nianbao")


def test_a_file_cut_off_anywhere_is_refused(report: Report) -> None:
    saved = encode(report)
    for length in range(len(saved) - 2):
        with pytest.raises(Problem) as caught:
            decode(saved[:length], FORMS, "x.nianbao")
        assert length < 25 or "已经损坏" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "是空的"),
        (b"\n \n", "是空的"),
        (b"\0" * 4096, "是空的"),
        (b"PK\x03\x04 a zip", "不是本程序保存的年报文件"),
        ("一、总体情况".encode("gb18030"), "不是本程序保存的年报文件"),
        (b"[]", "不是本程序保存的年报文件"),
        (b'{"a": 1}', "不是本程序保存的年报文件"),
        (b"[" * 100_000, "不是本程序保存的年报文件"),
        (b'{"format": "nianbao", "version": ' + b"9" * 5000 + b"}", "已经损坏"),
        (b'{"format": "nianbao", "organ": "\xb4\xc8"}', "不能辨认的字符"),
        (b'{"format": "nianbao", "figures": ' + b"[" * 100_000, "已经损坏"),
        (b'{"format": "nianbao"}', "缺少“version”"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words):
        decode(data, FORMS, "x.nianbao")
