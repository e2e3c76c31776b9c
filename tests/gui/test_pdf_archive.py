"""The PDF is one for the archive (PDF/A-1b): by what the standard asks, and by Apache's checker."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QHashSeed

from core.checks.inspection import Inspection
from core.document.file import load
from core.forms.loader import Forms
from core.settings.page_options import PageOptions, Watermark
from gui.files.files import SAMPLE
from gui.printing import KINDS
from gui.printing import pdf as printing
from gui.printing.archive_metadata import Properties, write_xmp
from gui.printing.pdf import pdf

EVERYTHING = PageOptions(
    tables_on_side=True, sign_off=True, picture=True, check_sheet=True, watermark=Watermark.DRAFT
)
OPTIONS = (PageOptions(), EVERYTHING)
JARS = Path("/usr/share/java")
NEEDED = (
    *("preflight.jar", "pdfbox2.jar", "fontbox2.jar", "xmpbox.jar", "commons-logging.jar"),
    *("commons-io.jar", "jaxb-api.jar", "javax.activation.jar"),
)
CHECKER = """
import java.io.File;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;
public class Checker {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            PreflightParser parser = new PreflightParser(new File(file));
            ValidationResult result;
            try {
                parser.parse();
                parser.getPreflightDocument().validate();
                result = parser.getPreflightDocument().getResult();
            } catch (SyntaxValidationException error) {
                result = error.getResult();
            }
            for (ValidationResult.ValidationError each : result.getErrorsList())
                System.out.println("ERROR " + each.getErrorCode() + " " + each.getDetails());
            System.out.println("CHECKED " + result.isValid());
        }
    }
}
"""


@pytest.fixture
def inspection(forms: Forms) -> Inspection:
    return Inspection(load(SAMPLE, forms)[0])


def xmp(content: bytes) -> ET.Element:
    found = re.search(rb"(?s)<x:xmpmeta.*?</x:xmpmeta>", content)
    assert found is not None
    return ET.fromstring(found[0])  # noqa: S314  our own file


def said(root: ET.Element, name: str) -> str:
    found = [each for each in root.iter() if each.tag.rpartition("}")[2] == name]
    assert len(found) == 1, name
    return "".join(found[0].itertext())


@pytest.mark.parametrize("options", OPTIONS)
def test_it_has_what_the_archive_asks(inspection: Inspection, options: PageOptions) -> None:
    content = pdf(inspection, options)
    assert content.startswith(b"%PDF-1.4\n%")
    root = xmp(content)
    assert (said(root, "part"), said(root, "conformance")) == ("1", "B")
    assert said(root, "title").endswith("年政府信息公开工作年度报告")
    assert said(root, "creator") == inspection.report.organ
    assert said(root, "language") == "zh-CN"
    assert b"/Lang (zh-CN)" in content
    assert b"/OutputIntent" in content
    assert b"/GTS_PDFA1" in content
    assert content.count(b"/FontFile2") == content.count(b"/CIDSet") >= 3
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor")
    assert content.count(b"/ToUnicode") == content.count(b"/FontFile2")
    assert re.search(rb"/ID \[", content)
    for unwanted in (b"/Encrypt", b"/JavaScript", b"/JS ", b"/DeviceCMYK\n>>", b"/CSpcmyk"):
        assert unwanted not in content, unwanted
    assert set(re.findall(rb"/SMask (/?\w+)", content)) <= {b"/None"}
    assert {float(each) for each in re.findall(rb"/ca ([\d.]+)", content, re.IGNORECASE)} <= {1.0}


def test_the_list_of_properties_says_the_same(inspection: Inspection, tmp_path: Path) -> None:
    tool = shutil.which("pdfinfo")
    if tool is None:
        pytest.skip("pdfinfo is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(inspection))
    told = subprocess.run([tool, path], capture_output=True, check=True).stdout.decode()
    listed = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    root = xmp(path.read_bytes())
    for key, name in {
        "Title": "title", "Author": "creator", "Creator": "CreatorTool", "Producer": "Producer"
    }.items():  # fmt: skip
        assert listed[key].strip() == said(root, name)
    assert "CreationDate" not in listed
    assert "ModDate" not in listed


def test_the_same_report_gives_the_same_bytes_at_another_time(inspection: Inspection) -> None:
    one = pdf(inspection)
    time.sleep(1.1)  # the clock of a PDF has seconds
    assert pdf(inspection) == one


def test_the_same_report_gives_the_same_bytes_in_another_run(inspection: Inspection) -> None:
    written = set()
    for _ in range(4):
        QHashSeed.resetRandomGlobalSeed()  # as a start of the program does
        written.add(pdf(inspection))
    assert len(written) == 1


def test_a_font_that_may_not_be_embedded_makes_it_no_file_for_the_archive(
    inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not any("存档" in each for each in KINDS[".pdf"].remarks(inspection))
    monkeypatch.setattr(printing, "may_embed", lambda _font: False)
    content = pdf(inspection)
    assert b"pdfaid" not in content
    assert b"/GTS_PDFA1" not in content
    assert said(xmp(content), "creator") == inspection.report.organ
    assert any("不合乎存档格式" in each for each in KINDS[".pdf"].remarks(inspection))


def test_marks_in_the_properties_stay_words() -> None:
    root = ET.fromstring(  # noqa: S314  our own words
        write_xmp(Properties("甲<乙>&", "某局&某办<b>", "年报", "Qt", "0")).split(b"?>", 1)[1]
    )
    assert said(root, "title") == "甲<乙>&"
    assert said(root, "creator") == "某局&某办<b>"


def test_apaches_checker_finds_nothing(inspection: Inspection, tmp_path: Path) -> None:
    java, jars = shutil.which("java"), [JARS / name for name in NEEDED]
    if java is None or not all(jar.exists() for jar in jars):
        pytest.skip("PDFBox Preflight (Debian: libpdfbox2-java, libjaxb-api-java) is not installed")
    (tmp_path / "Checker.java").write_text(CHECKER)
    files = []
    for at, options in enumerate(OPTIONS):
        files.append(tmp_path / f"{at}.pdf")
        files[-1].write_bytes(pdf(inspection, options))
    broken = tmp_path / "broken.pdf"  # what the checker is for: it sees a fault where one is
    broken.write_bytes(files[0].read_bytes().replace(b"GTS_PDFA1", b"GTS_PDFX1"))
    done = subprocess.run(
        [java, "-cp", ":".join(map(str, jars)), tmp_path / "Checker.java", *files, broken],
        capture_output=True, check=True, text=True, timeout=120,
    )  # fmt: skip
    told = [line for line in done.stdout.splitlines() if line.startswith(("ERROR", "CHECKED"))]
    assert told[:2] == ["CHECKED true"] * 2
    assert told[-1] == "CHECKED false"
