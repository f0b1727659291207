"""The sheet beside what was typed in: kept without what cameras write, seen by those who handle the voice alone."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.attaching import erase_old_sheets
from jukugi.apps.opinions.errors import (
    AttachmentRemoved,
    AttachmentTooLarge,
    AttachmentUnreadable,
    ReasonMissing,
    TooManyAttachments,
)
from jukugi.apps.opinions.models import Appeal, Attachment, Submission
from jukugi.apps.opinions.policies import ATTACHMENTS_AT_MOST, PDF_BYTES_AT_MOST
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.opinions.tests.test_calling import enter
from jukugi.apps.opinions.tests.test_paper import enter as enter_page
from jukugi.apps.opinions.tests.test_paper import officer, today  # noqa: F401 - a fixture
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 FAX"


def picture(colour="red", *, size=(40, 30), kind="JPEG", where="35.57,139.66") -> bytes:
    """A picture that tells where it was taken."""
    drawn = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = where
    Image.new("RGB", size, colour).save(drawn, kind, exif=exif)
    return drawn.getvalue()


@pytest.fixture
def opinion():
    return OpinionFactory(submission__ward=WardFactory())


def attach(opinion, content, actor):
    return actions.attach_sheet(submission=opinion.submission, content=content, actor=actor, now=DURING)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_drawn_anew_without_what_the_camera_wrote(opinion, kind):
    content = picture(kind=kind)
    assert b"139.66" in content

    kept = attach(opinion, content, RoleFactory().user)

    assert (kept.kind, kept.width, kept.height) == ("photo", 40, 30)
    assert bytes(kept.content).startswith(b"\xff\xd8\xff")
    assert b"139.66" not in bytes(kept.content)


def test_a_pdf_is_kept_as_it_is_and_the_same_file_twice_is_one(opinion):
    actor = RoleFactory().user

    first, second = attach(opinion, PDF, actor), attach(opinion, PDF, actor)

    assert first == second
    assert bytes(Attachment.objects.get().content) == PDF


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"MZ" + b"\0" * 100, AttachmentUnreadable),
        (b"<svg onload=alert(1)>", AttachmentUnreadable),
        (b"GIF89a", AttachmentUnreadable),
        (picture()[:300], AttachmentUnreadable),
        (b"%PDF-" + b"0" * PDF_BYTES_AT_MOST, AttachmentTooLarge),
        (b"\xff\xd8\xff" + b"0" * 7_000_000, AttachmentTooLarge),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(opinion, content, error):
    with pytest.raises(error):
        attach(opinion, content, RoleFactory().user)

    assert Attachment.objects.count() == 0


def test_a_sheet_is_taken_away_with_a_reason_and_may_come_again(opinion):
    actor = RoleFactory().user
    kept = attach(opinion, PDF, actor)
    with pytest.raises(ReasonMissing):
        actions.remove_sheet(attachment=kept, reason=" ", actor=actor, now=DURING)

    actions.remove_sheet(attachment=kept, reason="別の紙でした", actor=actor, now=DURING)

    kept.refresh_from_db()
    assert (bytes(kept.content), kept.removed_reason) == (b"", "別の紙でした")
    with pytest.raises(AttachmentRemoved):
        actions.remove_sheet(attachment=kept, reason="もう一度", actor=actor, now=DURING)
    assert attach(opinion, PDF, actor) != kept


def test_only_so_many_sheets_lie_beside_one_submission(opinion):
    actor = RoleFactory().user
    for number in range(ATTACHMENTS_AT_MOST):
        attach(opinion, PDF + bytes([65 + number]), actor)

    with pytest.raises(TooManyAttachments):
        attach(opinion, PDF, actor)


def test_typed_in_with_its_sheet_or_not_at_all():
    from jukugi.apps.opinions.tests.factories import hearing_process

    actor, process = RoleFactory().user, hearing_process()

    entered = enter(actor, process, sheet=PDF)
    assert entered.attachments.get().kind == "pdf"
    assert enter(actor, process, sheet=PDF) == entered
    with pytest.raises(AttachmentUnreadable):
        enter(actor, process, sheet=b"no", form_key="k2")
    assert (Submission.objects.count(), Attachment.objects.count()) == (1, 1)


def test_who_does_not_handle_the_voice_neither_sees_nor_changes_its_sheets(client, opinion):
    kept = attach(opinion, PDF, RoleFactory().user)
    address = kept.get_absolute_url()
    for person in (
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
        RoleFactory(kind=RoleKind.OPERATOR).user,
    ):
        client.force_login(person)
        assert client.get(address).status_code == 403
        with pytest.raises(NotAllowed):
            attach(opinion, picture(), person)
        with pytest.raises(NotAllowed):
            actions.remove_sheet(attachment=kept, reason="理由", actor=person, now=DURING)
    client.logout()
    assert client.get(address).status_code == 302


def test_a_sheet_is_given_out_locked(client, opinion):
    actor = RoleFactory().user
    client.force_login(actor)
    pdf, photo = attach(opinion, PDF, actor), attach(opinion, picture(), actor)

    for kept, kind in ((pdf, "application/pdf"), (photo, "image/jpeg")):
        response = client.get(kept.get_absolute_url())
        assert response.headers["Content-Type"] == kind
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "private, no-store"
    assert client.get(pdf.get_absolute_url()).headers["Content-Disposition"].startswith("attachment")


def test_the_entry_page_takes_a_photo_and_the_work_page_shows_it(client, officer):  # noqa: F811
    sheet = SimpleUploadedFile("kami.jpg", picture())
    enter_page(client, sheet=sheet)

    kept = Attachment.objects.get()
    work = client.get(reverse("opinions:handle", args=[kept.submission.opinions.get().pk])).content.decode()
    assert f'src="{kept.get_absolute_url()}"' in work

    response = enter_page(client, sheet=SimpleUploadedFile("kami.jpg", b"no"), form_key="k2")
    assert response.status_code == 400
    assert "写真としてもPDFとしても読めない" in response.content.decode().replace("<wbr>", "")
    assert "夜も開けて。" in response.content.decode()


def test_sheets_are_added_and_taken_away_on_the_page(client, opinion):
    client.force_login(RoleFactory().user)
    back = reverse("opinions:revise", args=[opinion.pk])
    add = reverse("opinions:attach", args=[opinion.pk])

    assert client.post(add, {"sheet": SimpleUploadedFile("fax.pdf", PDF)}).url == back
    assert client.post(add, {}).status_code == 409
    assert "紙のPDF" in client.get(back).content.decode().replace("<wbr>", "")
    kept = Attachment.objects.get()
    remove = reverse("opinions:remove-attachment", args=[kept.pk])
    assert client.post(remove, {"reason": ""}).status_code == 409
    assert client.post(remove, {"reason": "別の紙でした"}).url == back
    assert client.get(kept.get_absolute_url()).status_code == 409
    assert timezone.now() > Attachment.objects.get().removed_at


def test_a_sheet_goes_a_year_after_it_came_unless_somebody_still_decides(opinion):
    waiting, shown, appealed = (OpinionFactory(state=state) for state in ("waiting", "shown", "hidden"))
    Appeal.objects.create(opinion=appealed, text="なぜですか。", sent_at=DURING)
    for voice in (waiting, shown, appealed):
        Attachment.objects.create(
            submission=voice.submission,
            kind="pdf",
            content=b"%PDF-",
            size=5,
            digest="x",
            added_at=DURING,
            actor_key="k",
        )
    year = DURING + timedelta(days=365)

    counts = [erase_old_sheets(now=moment) for moment in (year - timedelta(seconds=1), year, year)]

    assert counts == [0, 1, 0]
    gone = Attachment.objects.get(removed_at__isnull=False)
    assert (gone.submission, bytes(gone.content), gone.removed_by) == (shown.submission, b"", "retention")
