"""The program's trial of itself: it passes here, and it can fail."""

from __future__ import annotations

import re

from core.base.problem import Problem
from core.exports.kinds import KINDS, ExportKind
from core.exports.web.web_page import web_page
from core.self_check import files, run


def test_passes_here(capsys):
    kinds = {suffix: KINDS[suffix] for suffix in (".html", ".csv", ".json")}
    assert run(files(kinds)) == 0
    said = capsys.readouterr().out
    for suffix, kind in kinds.items():
        assert f"导出{kind.name}（{suffix}）" in said
    assert said.endswith("自检通过。\n")


def test_finds_an_export_that_changed_a_figure(capsys):
    def with_a_slip(inspection):
        return re.sub(rb">516<", b">517<", web_page(inspection))

    assert run(files({".html": ExportKind("网页", with_a_slip)})) == 1
    assert "导出 cixi-2020.html读回的数字与原来的不同" in capsys.readouterr().out


def test_reads_back_only_what_can_be_read(capsys):
    empty = ExportKind("网页", lambda _: b"")
    assert run(files({".pdf": empty}, unreadable=(".pdf",))) == 0
    assert run(files({".pdf": empty})) == 1
    assert "自检没有通过" in capsys.readouterr().out


def test_tells_what_went_wrong_and_leaves_nothing(capsys):
    folders = []

    def steps(folder):
        folders.append(folder)
        (folder / "文件").write_text("x")
        yield "第一步"
        raise Problem("缺了一块。\n请重新安装程序。")

    assert run(steps) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == ["第一步", "自检没有通过：缺了一块。 请重新安装程序。"]
    assert " " in folders[0].name
    assert not folders[0].exists()
