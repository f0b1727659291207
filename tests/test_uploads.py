"""Every place that takes a file: what is no such file is refused in words; nothing that runs is kept or given out."""

import ast
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

import jukugi
from jukugi.apps.meetings import actions, errors
from jukugi.apps.meetings.models import Handout
from jukugi.apps.meetings.tests.factories import MeetingFactory, officer
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.papers_sent import NotThatPaper, RunsSomething, UnpacksTooFar, check_paper
from jukugi.kit.photos import PhotoTooLarge, PhotoUnreadable, photo_of
from tests.test_permission_matrix import City

SOURCE = Path(jukugi.__file__).parent
# Module → what a file in it becomes. Who adds a place that takes files reads here what must hold, and adds it.
PLACES = {
    "apps/budgeting/forms/ledger.py": "table",
    "apps/issues/policy_forms.py": "table",
    "apps/meetings/forms/minutes.py": "paper",
    "apps/opinions/forms/importing.py": "table",
    "apps/opinions/forms/staff.py": "photo or PDF",
    "apps/organizations/forms/associations.py": "table",
    "apps/places/forms/photos.py": "photo",
    "apps/places/views/importing.py": "table",
    "apps/processes/forms/course.py": "table",
    "apps/sortition/forms/inviting.py": "table",
    "apps/support/forms/company.py": "table",
    "apps/surveys/forms/desk.py": "table",
    "apps/surveys/forms/importing.py": "table",
}
# Views that take a file without a form: both give it to ``kit.photos`` at once, or to ``sheet_of``.
WITHOUT_FORM = {
    "apps/meetings/views/notes.py",
    "apps/meetings/views/room.py",
    "apps/opinions/views/staff_sheets.py",
}
WAIT_AS_THEY_CAME = {"organizations:april"}
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert('marked-as-nasty')</script></svg>"


def zipped(*names: str, size: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, b"\0" * size)
    return out.getvalue()


def huge_picture() -> bytes:
    """A PNG of a few bytes that says it is 40,000 pixels wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def located_photo() -> bytes:
    """A photo in whose notes a camera wrote where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "桜町三丁目".encode().decode("latin-1")
    exif[0x0110] = "marked-as-nasty"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


NASTY = {
    "a picture that is a page": ("a.png", SVG),
    "a page": ("a.pdf", b"<!doctype html><script>alert('marked-as-nasty')</script>"),
    "a PDF with a script": ("a.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(marked-as-nasty)>>>>"),
    "a paper with macros": (
        "a.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin", "marked-as-nasty"),
    ),
    "a programme": ("a.xlsx", b"MZ\x90\0marked-as-nasty"),
    "a bomb": ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml", "marked-as-nasty", size=90 * 1024 * 1024)),
    "a picture larger than it is": ("a.png", huge_picture() + b"marked-as-nasty"),
}  # fmt: skip


def modules_with(wanted) -> set[str]:
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "/tests/" not in str(path) and any(map(wanted, ast.walk(ast.parse(path.read_text(encoding="utf-8"))))):
            found.add(str(path.relative_to(SOURCE)))
    return found


def _makes_a_file_field(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("FileField", "ImageField")


def _gets_a_file(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "get" and "request.FILES" in ast.unparse(node)


def test_every_place_that_takes_files_is_known_here():
    assert modules_with(_makes_a_file_field) == set(PLACES)
    assert modules_with(_gets_a_file) == WITHOUT_FORM


def test_no_model_keeps_files_beside_the_database():
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]

    assert [field for field in fields if isinstance(field, models.FileField)] == []
    assert issubclass(forms.ImageField, forms.FileField)


def kept_bytes() -> bytes:
    """Everything that any table keeps as bytes, and what it keeps to be given out."""
    found = []
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
        for row in model._base_manager.values_list(*names) if names else ():
            found += [bytes(content) for content in row if content]
    return b"".join(found)


@pytest.mark.django_db
def test_nasty_files_are_refused_in_words_wherever_a_form_takes_one():
    city = City()
    browser = city.browser("policy")
    parts = [part for part in vars(city).values() if hasattr(part, "forms")]
    everything = {route for part in parts for route in part.forms()}
    taking = [
        route
        for route in sorted(everything | {"opinions:imports", "issues:import"})
        if any(isinstance(value, UploadedFile) for value in city.form(route).values())
    ]
    assert len(taking) > 6

    answers = {}
    for route in taking:
        for what, (name, content) in NASTY.items():
            answers[route, what] = _post(city, browser, route, name, content)

    assert {key: status for key, (status, _kept) in answers.items() if status not in (200, 302, 400, 409, 413)} == {}
    # A table waits as it came until an officer decides; nobody is given it again.
    kept = {route for (route, _what), (_status, is_kept) in answers.items() if is_kept}
    assert kept - WAIT_AS_THEY_CAME == set()


def _post(city: City, browser: Client, route: str, name: str, content: bytes) -> tuple[int, bool]:
    fields = {
        key: SimpleUploadedFile(name, content) if isinstance(value, UploadedFile) else value
        for key, value in city.form(route).items()
    }
    with transaction.atomic():
        status = browser.post(city.address(route), fields).status_code
        is_kept = b"marked-as-nasty" in kept_bytes()
        transaction.set_rollback(True)
    return status, is_kept


@pytest.mark.parametrize(
    ("kind", "content", "error"),
    [
        ("docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), RunsSomething),
        ("docx", zipped("[Content_Types].xml", "word/document.xml", "word/embeddings/oleObject1.bin"), RunsSomething),
        ("xlsx", zipped("[Content_Types].xml", "xl/workbook.xml", "xl/activeX/activeX1.xml"), RunsSomething),
        ("docx", zipped("[Content_Types].xml", "xl/workbook.xml"), NotThatPaper),
        ("pptx", zipped("ppt/presentation.xml"), NotThatPaper),
        ("docx", b"PK\x03\x04 and no more", NotThatPaper),
        ("xlsx", zipped("[Content_Types].xml", "xl/workbook.xml", size=120 * 1024 * 1024), UnpacksTooFar),
        ("pdf", b"%PDF-1.7 /Launch (cmd)", RunsSomething),
        ("pdf", b"GIF89a", NotThatPaper),
    ],
    ids=range(9),
)
def test_a_paper_that_is_something_else_or_runs_something_is_refused(kind, content, error):
    with pytest.raises(error):
        check_paper(kind, content)


def test_papers_of_every_day_are_taken():
    check_paper("pdf", b"%PDF-1.7\n/JSON /JavaScripts 1")
    check_paper("pptx", zipped("[Content_Types].xml", "ppt/presentation.xml", "ppt/embeddings/Sheet1.xlsx"))
    check_paper("docx", zipped("[Content_Types].xml", "word/document.xml", "word/media/image1.png"))


@pytest.mark.django_db
def test_a_photo_laid_out_at_a_meeting_tells_nothing_of_where_it_was_taken(client):
    sent = {"title": "板書", "file_name": "板書.png.jpeg", "content": located_photo()}
    handout = actions.add_handout(meeting=MeetingFactory(), **sent, actor=officer(), now=DURING)

    given = client.get(reverse("meetings:handout", args=[handout.pk]))

    assert b"marked-as-nasty" not in given.content
    with Image.open(io.BytesIO(given.content)) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
    assert (handout.file_name, given.headers["Content-Type"]) == ("板書.png.jpg", "image/jpeg")
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.django_db
def test_a_paper_with_macros_is_refused_with_what_to_do():
    content = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")

    with pytest.raises(errors.HandoutRunsSomething) as refused:
        actions.add_handout(
            meeting=MeetingFactory(), title="資料", file_name="a.docx", content=content, actor=officer(), now=DURING
        )

    assert "マクロのない形" in str(refused.value.todo)
    assert Handout.objects.count() == 0


def test_a_photo_is_drawn_anew_and_a_bomb_is_not_opened():
    assert b"marked-as-nasty" not in photo_of(located_photo()).content
    with pytest.raises(PhotoTooLarge):
        photo_of(huge_picture())
    with pytest.raises(PhotoUnreadable):
        photo_of(SVG)


@pytest.mark.django_db
def test_a_form_with_files_larger_than_any_page_takes_is_not_read(client, settings):
    settings.FORM_WITH_FILES_AT_MOST = 100

    answer = client.post("/accounts/login/", {"file": SimpleUploadedFile("a.bin", b"x" * 1000)})

    assert answer.status_code == 413
