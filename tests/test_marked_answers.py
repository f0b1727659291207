"""Somebody wrote tags, scripts and formulas into everything: whatever the site gives out, they stay words.

What browsers do with it is seen in ``tests/journeys/test_markers.py``; here is every answer of every kind once.
"""

import csv
import io
import json
import zipfile
from collections import Counter

import openpyxl
import pikepdf
import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from lxml import etree, html

from jukugi.apps.drafts.models import Edition
from jukugi.apps.drafts.papers import edition_files
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.papers import result_files
from jukugi.apps.public_comments.queries.result import result_of
from jukugi.apps.reports.models import ReportEdition
from jukugi.apps.reports.papers import edition_files as report_files
from jukugi.apps.threads.actions.sending import send_due
from tests.mailed_city import told_city
from tests.marked_city import mark_all
from tests.test_fuzz_forms import EXAMPLES
from tests.test_permission_matrix import City, reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# Who opens a page: the first of these to whom it opens. What waits for them at the desk these two open as well, and in
# `make fuzz` all that they may.
FIRST = ("anonymous", "participant", "policy", "operator", "own_ward")
ALSO = ("own_ward", "operator")
# Files as they were brought: an attachment, in which nothing may run (``tests/test_uploads.py``); papers are below.
GIVEN_BACK = {"meetings:handout", "opinions:attachment", "drafts:file", "reports:file"}
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def city() -> City:
    made = City()
    words, documents = mark_all()
    assert (len(words) > 150, len(documents) > 15) == (True, True), (len(words), documents)
    return made


def openings() -> list[tuple[str, str]]:
    """Each page that can be opened, with who opens it."""
    found = []
    for (route, method), row in reviewed().items():
        if method == "GET":
            first = next((role for role in FIRST if row[role] == "200"), None)
            also = ALSO if route == "desk" or (EXAMPLES > 10 and row["anonymous"] != "200") else ()
            roles = [*([first] if first else []), *(role for role in also if row[role] == "200")]
            found += [(route, role) for role in dict.fromkeys(roles)]
    return found


def fault_of(route: str, response: HttpResponse, content: bytes) -> str | None:
    """What of an answer is more than words; None where nothing is."""
    kind = response.headers["Content-Type"].partition(";")[0]
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        return "a browser may guess what it is"
    look = LOOKS.get(kind) or (in_xml if kind.endswith("xml") else None)
    if look is None or route in GIVEN_BACK:
        return None
    try:
        return look(content)
    except Exception as error:
        return f"no {kind}: {error!r:.300}"


def in_page(content: bytes) -> str | None:
    if not content:
        return None
    for part in html.fromstring(content.decode()).iter():
        if not isinstance(part.tag, str):
            continue
        runs = part.tag == "script" and "json" not in part.get("type", "") and "marked=1" in (part.text or "")
        leads = any(
            part.get(name, "").strip().lower().startswith("javascript:")
            for name in ("href", "src", "action", "formaction")
        )
        handles = any(name.startswith("on") for name in part.attrib)
        if runs or leads or handles or "data-mark" in part.attrib:
            return html.tostring(part, encoding="unicode")[:300]
    return None


def in_xml(content: bytes) -> str | None:
    """XML that is well-formed and in which no mark became an element. Raises where it is not."""
    for part in etree.fromstring(content).iter():
        if isinstance(part.tag, str) and (
            "data-mark" in part.attrib or any(name.startswith("on") for name in part.attrib)
        ):
            return etree.tostring(part, encoding="unicode")[:300]
    return None


def in_document(content: bytes) -> str | None:
    """JSON, and nothing else."""
    json.loads(content)
    return None


def in_table(content: bytes) -> str | None:
    """A table in which a cell begins as a formula does, though it is no number."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for cell in row:
            if cell.startswith(FORMULAS) and not _is_number(cell):
                return f"formula: {cell[:80]!r} in {row!r:.200}"
    return None


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def in_workbook(content: bytes) -> str | None:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or (cell.hyperlink and "javascript" in str(cell.hyperlink.target)):
                    return f"{cell.coordinate}: {cell.value!r:.80}"
    return None


def in_word(content: bytes) -> str | None:
    """Parts that are well-formed; no mark stands in what office software acts on."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for part in etree.fromstring(package.read(name)).iter():
                acts = part.tag in (f"{WORD}instrText", f"{WORD}fldSimple") or name.endswith(".rels")
                said = " ".join([part.text or "", *map(str, part.attrib.values())])
                if acts and ("data-mark" in said or "javascript:" in said):
                    return f"{name}: {said[:200]}"
    return None


def in_pdf(content: bytes) -> str | None:
    """No script, no start of a programme, and no address but those of the web."""
    with pikepdf.open(io.BytesIO(content)) as paper:
        for thing in paper.objects:
            if isinstance(thing, pikepdf.Dictionary) and (fault := _acts(thing)):
                return fault
    return None


def _acts(thing: pikepdf.Dictionary) -> str | None:
    if any(name in thing for name in ("/JS", "/JavaScript", "/AA", "/EmbeddedFiles")) or thing.get("/S") in (
        "/JavaScript",
        "/Launch",
    ):
        return f"it acts: {sorted(thing.keys())}"
    for link in (thing, thing.get("/A")):
        address = str(link.get("/URI", "https:")) if isinstance(link, pikepdf.Dictionary) else "https:"
        if not address.startswith(("http:", "https:", "mailto:")):
            return f"it leads to {address[:80]}"
    return None


LOOKS = {
    "text/html": in_page,
    "image/svg+xml": in_xml,
    "application/json": in_document,
    "application/geo+json": in_document,
    "text/csv": in_table,
    "application/pdf": in_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": in_word,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": in_workbook,
}
PAPERS = {"html": in_page, "csv": in_table, "pdf": in_pdf, "docx": in_word, "xlsx": in_workbook}


def test_marks_stay_words_in_whatever_the_site_gives_out(city):
    browsers = {role: city.browser(role) for role in FIRST}
    faults, kinds = {}, Counter()

    for route, role in openings():
        with transaction.atomic():
            response = browsers[role].get(city.address(route))
            content = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        kinds[response.headers["Content-Type"].partition(";")[0]] += b"data-mark" in content
        fault = f"answers {response.status_code}" if response.status_code != 200 else fault_of(route, response, content)
        if fault is not None:
            faults[f"{route} by {role}"] = fault

    print(kinds)
    assert not faults, "\n".join(f"{name}: {fault}" for name, fault in faults.items())
    assert kinds["text/html"] > 200


@pytest.mark.parametrize("route", ["organizations:current-list", "surveys:desk-result-rows"])
def test_marks_stay_words_in_files_to_which_another_officer_agreed(city, route):
    """These come by a form alone; the city holds the agreement."""
    response = city.browser("policy").post(city.address(route), {"with_words": "on"})

    assert response.headers["Content-Type"].startswith("text/csv")
    assert b"data-mark" in response.content
    assert fault_of(route, response, response.content) is None


def test_marks_stay_words_in_every_paper(city):
    made = {
        "edition": edition_files(Edition.objects.exclude(frozen="").first(), "見本の市"),
        "report": report_files(ReportEdition.objects.first()),
        "result": result_files(result_of(Consultation.objects.filter(published_at__isnull=False).first(), "見本の市")),
    }
    papers = {f"{name}.{form}": content for name, files in made.items() for form, content in files.items()}

    faults = {name: PAPERS[name.rpartition(".")[2]](content) for name, content in papers.items()}

    assert {name.rpartition(".")[2] for name in papers} == set(PAPERS)
    assert {name: fault for name, fault in faults.items() if fault} == {}


def test_marks_stay_words_in_mails():
    told_city(2)
    mark_all()

    send_due(clock=timezone.now)

    for letter in mail.outbox:
        message = letter.message()
        assert message.get_content_type() == "text/plain"
        assert "data-mark" in letter.body
        assert "\n" not in letter.subject
    assert len(mail.outbox) == 2
