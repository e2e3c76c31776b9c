from __future__ import annotations

import random

import pytest

import resources
from core.checks.tally import Balance, TallyBoard
from core.document.file import load
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.repair import SuggestionKind, Suggestions, suggest
from core.repair.slips import explain
from core.repair.testimony import read_texts
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report

TABLE = "applications"


def at(row: str, column: str, section: str = TABLE) -> Address:
    return Address.of(section, row, column)


def sample(forms: Forms, name: str) -> Report:
    return load(resources.folder() / "samples" / f"{name}.nianbao", forms)[0]


def suggested(report: Report, section: str = TABLE) -> Suggestions:
    return suggest(report, TallyBoard(report), section)


def put(report: Report, **figures: str) -> None:
    """Put figures in, named by row and column: received__natural."""
    apply(report, [SetFigure(at(*name.split("__")), text) for name, text in figures.items()])


def put_total(report: Report, row: str, off_by: int, column: str = "total") -> Address:
    """Print a total that differs from its sum."""
    total = at(row, column)
    apply(report, [SetFigure(total, str((report.figure(total) or 0) + off_by))])
    return total


def balances(report: Report, section: str = TABLE) -> bool:
    return not TallyBoard(report).count(section)[Balance.UNBALANCED]


@pytest.fixture
def cixi(forms: Forms) -> Report:
    return sample(forms, "cixi-2020")


@pytest.fixture
def huaian(forms: Forms) -> Report:
    return sample(forms, "huaian-2024")


def test_the_published_slip_of_cixi_is_found_first(cixi: Report) -> None:
    found = suggested(cixi)
    assert [identity.id for identity in found.faults[0].identities] == [
        "T31.natural",
        "T31.legal",
    ]
    assert len(found.faults) == 1
    assert not found.unrepaired
    assert found.words == ""
    first = found.first
    assert first is not None
    assert first.kind is SuggestionKind.MOVED
    assert first.words == (
        "把“四、结转下年度继续办理”的1件从法律服务机构移到自然人"
        "（自然人16改为17，法律服务机构1改为0）"
    )
    assert first.reason == "两列填错了位置"
    assert [(c.address, c.before, c.after) for c in first.changes] == [
        (at("carried_out", "natural"), 16, 17),
        (at("carried_out", "legal"), 1, 0),
    ]


def test_one_application_repairs_and_one_undo_takes_it_back(cixi: Report) -> None:
    texts = {a: cixi.value(a).text for a in cixi.form.figures}
    first = suggested(cixi).first
    assert first is not None
    assert {a: cixi.value(a).text for a in cixi.form.figures} == texts
    change = apply(cixi, first.edits)
    assert TallyBoard(cixi).count().keys() == {Balance.BALANCED}
    apply(cixi, change.inverse)
    assert {a: cixi.value(a).text for a in cixi.form.figures} == texts


def test_what_balances_and_what_is_blank_gets_no_suggestion(forms: Forms, huaian: Report) -> None:
    assert suggested(huaian) == Suggestions(TABLE)
    assert suggested(Report(huaian.form)) == Suggestions(TABLE)
    assert suggested(huaian, "proactive") == Suggestions("proactive")
    put(huaian, received__natural="", granted__natural="9999")
    assert suggested(huaian) == Suggestions(TABLE)


def test_a_misprinted_total_is_replaced_by_its_sum(huaian: Report) -> None:
    total = put_total(huaian, "granted", 10)
    sum_ = huaian.computed(total)
    first = suggested(huaian).first
    assert first is not None
    assert first.kind is SuggestionKind.TOTAL
    assert [(c.address, c.after) for c in first.changes] == [(total, sum_)]
    assert first.words == f"把“（一）予以公开”总计印出的{huaian.figure(total)}改为各项之和{sum_}"
    apply(huaian, first.edits)
    assert not huaian.is_kept(total)
    assert balances(huaian)


def test_printed_totals_point_to_the_cell_where_row_and_column_meet(huaian: Report) -> None:
    printed = {a: str(huaian.figure(a)) for a in huaian.form.table(TABLE).figures}
    cell = at("partly_granted", "natural")
    true = printed[cell]
    printed[cell] = str(int(true) + 4321)  # no slip of a finger
    report = Report(huaian.form)
    apply(report, [SetFigure(a, text) for a, text in printed.items()])
    found = suggested(report)
    assert [s.edits for s in found.faults[0].suggestions] == [(SetFigure(cell, true),)]


def test_two_slips_that_have_nothing_to_do_with_each_other_are_two_faults(huaian: Report) -> None:
    cell, true = at("granted", "natural"), huaian.figure(at("granted", "natural"))
    assert isinstance(true, int)
    apply(huaian, [SetFigure(cell, f"{true}{str(true)[-1]}")])  # its last digit typed twice
    total = put_total(huaian, "carried_in", 3)
    found = suggested(huaian)
    assert len(found.faults) == 2
    assert found.words == "看来有2处错，各改一处就能平衡。"
    edits = {edit for fault in found.faults for edit in fault.suggestions[0].edits}
    assert edits == {SetFigure(cell, str(true)), SetFigure(total, str(huaian.computed(total)))}
    apply(huaian, edits)
    assert balances(huaian)


def test_a_row_typed_one_cell_to_the_right_is_moved_back(huaian: Report) -> None:
    names = ("natural", "business", "research", "welfare", "legal", "other")
    put(huaian, granted__natural="31", granted__business="7", granted__research="2")
    put(huaian, granted__welfare="0", granted__legal="0", granted__other="0")
    for name in names:  # balance it again
        concluded = huaian.figure(at("concluded", name)) or 0
        carried_out = huaian.figure(at("carried_out", name)) or 0
        put(huaian, **{f"carried_in__{name}": "0"})
        put(huaian, **{f"received__{name}": str(concluded + carried_out)})
    assert balances(huaian)
    put(huaian, granted__natural="0", granted__business="31", granted__research="7")
    put(huaian, granted__welfare="2")
    first = suggested(huaian).first
    assert first is not None
    assert first.kind is SuggestionKind.SHIFTED
    assert first.words.startswith("把“（一）予以公开”一行的数向左移一格（自然人0改为31，")
    apply(huaian, first.edits)
    assert balances(huaian)


@pytest.mark.parametrize("totals", [True, False])
@pytest.mark.parametrize("digits", [4, 9, 12])
def test_noise_has_no_small_repair_and_the_search_says_so(
    huaian: Report, digits: int, totals: bool
) -> None:
    chance = random.Random(digits)  # noqa: S311 no secret
    apply(
        huaian,
        [
            SetFigure(a, str(chance.randrange(10 ** (digits - 1), 10**digits)))
            for a in huaian.form.table(TABLE).figures
            if totals or not huaian.form.figures[a].computed
        ],
    )
    found = suggested(huaian)
    assert found.faults == ()
    assert found.first is None
    assert {i.id for i in found.unrepaired} >= {"T31.natural", "T31.other"}
    assert found.words.startswith("没有找到小的改动。请对照原始材料，逐格核对“自然人”")


def test_plain_faults_are_named_where_the_rest_is_beyond_a_small_repair(huaian: Report) -> None:
    rows = ("received", "carried_in", "granted", "partly_granted", "carried_out")
    for off_by, row in enumerate(rows, 13):
        put_total(huaian, row, off_by)
    found = suggested(huaian)
    assert len(found.faults) == 5
    assert {fault.suggestions[0].kind for fault in found.faults} == {SuggestionKind.TOTAL}
    apply(huaian, [edit for fault in found.faults for edit in fault.suggestions[0].edits])
    assert balances(huaian)


def test_the_texts_tell_a_wrong_total_from_a_wrong_addend(cixi: Report) -> None:
    """The text says 行政复议17件; without it either of two cells may be wrong by one digit."""
    total = at("review", "total", "remedies")
    upheld = at("review", "upheld", "remedies")
    said = read_texts(cixi)
    assert any(each.number == 17 for each in said)
    for cell, wrong in ((total, "19"), (upheld, "7")):
        report = Report(cixi.form, cixi.organ, cixi.year)
        printed = {a: str(cixi.figure(a)) for a in cixi.form.table("remedies").figures}
        true, printed[cell] = printed[cell], wrong
        apply(report, [SetFigure(a, text) for a, text in printed.items()])
        board = TallyBoard(report)
        found = suggest(report, board, "remedies", said)
        kinds = [s.kind is SuggestionKind.TOTAL for s in found.faults[0].suggestions]
        assert kinds[0] == (cell == total)
        if cell == total:
            assert found.faults[0].suggestions[0].edits == (SetFigure(cell, true),)
            assert "改后与文字中的17件一致" in found.faults[0].suggestions[0].reason


def test_every_suggestion_balances_what_it_names(forms: Forms, huaian: Report) -> None:
    """Whatever stands in a table: one suggestion of each fault together repairs it."""
    chance = random.Random("any table")  # noqa: S311 no secret
    cells = huaian.form.table(TABLE).figures + huaian.form.table("remedies").figures
    listed = 0
    for _ in range(80):
        report = Report(huaian.form)
        apply(report, [SetFigure(a, huaian.value(a).text) for a in huaian.values])
        wrong = chance.sample(cells, chance.choice([1, 1, 2, 3]))
        new = [chance.choice(["", "0", str(chance.randrange(30)), "612"]) for _ in wrong]
        apply(report, [SetFigure(a, text) for a, text in zip(wrong, new, strict=True)])
        for section in (TABLE, "remedies"):
            before = report.figures()
            found = suggested(report, section)
            assert report.figures() == before
            assert found == suggested(report, section)
            assert found.faults or found.unrepaired or balances(report, section)
            filled = TallyBoard(report).count(section)[Balance.UNFILLED]
            for turn in range(5 if found.faults and not found.unrepaired else 0):
                chosen = [f.suggestions[min(turn, len(f.suggestions) - 1)] for f in found.faults]
                assert all(c.before == report.figure(c.address) for s in chosen for c in s.changes)
                assert all(c.after >= 0 for s in chosen for c in s.changes)
                change = apply(report, [edit for s in chosen for edit in s.edits])
                assert balances(report, section)
                assert TallyBoard(report).count(section)[Balance.UNFILLED] == filled
                apply(report, change.inverse)
                listed += 1
    assert listed > 100


@pytest.mark.parametrize(
    ("shown", "true", "kind"),
    [
        (61, 16, SuggestionKind.SWAPPED),
        (15, 105, SuggestionKind.DROPPED),
        (1, 10, SuggestionKind.DROPPED),
        (18, 16, SuggestionKind.CHANGED),
        (3, 0, SuggestionKind.CHANGED),
        (166, 16, SuggestionKind.ADDED),
        (160, 16, SuggestionKind.ADDED),
        (57, 0, SuggestionKind.VALUE),
        (0, 57, SuggestionKind.VALUE),
        (612, 98, SuggestionKind.VALUE),
        (10**14, 10**15, SuggestionKind.DROPPED),
    ],
)
def test_the_digits_tell_the_slip(shown: int, true: int, kind: SuggestionKind) -> None:
    assert explain(shown, true)[0] is kind


def test_an_edition_of_2019_is_searched_like_any_other(cixi: Report) -> None:
    form: Form = cixi.form
    first = suggested(cixi).first
    assert first is not None
    apply(cixi, first.edits)
    total = Address("remedies.review.total")
    apply(cixi, [SetFigure(total, "71")])
    assert form.edition == "2019"
    again = suggested(cixi, "remedies").first
    assert again is not None
    assert again.kind is SuggestionKind.TOTAL
    assert again.edits == (SetFigure(total, "17"),)


def test_swapped_digits_come_before_cases_moved_across_the_equation(huaian: Report) -> None:
    """746 typed as 764: nobody counts nine cases of one row in another without a reason."""
    put(huaian, unavailable_not_held__natural="764")
    found = suggested(huaian)
    first = found.first
    assert first is not None
    assert first.kind is SuggestionKind.SWAPPED
    assert [(c.address, c.before, c.after) for c in first.changes] == [
        (at("unavailable_not_held", "natural"), 764, 746)
    ]
