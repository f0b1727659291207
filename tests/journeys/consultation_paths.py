"""The pages of the sample's consultations: for everybody, and at the desk."""

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions.models import Submission
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import Consultation


def consultation_pages() -> list[str]:
    open_now = Consultation.objects.get(state=ConsultationState.ANNOUNCED)
    ended = Consultation.objects.get(state=ConsultationState.PUBLISHED)
    serial = open_now.edition.texts.exclude(text="").first().clause.serial
    reflected = ended.groups.filter(answer__changed_clause__isnull=False).order_by("result_number").first()
    letter = Submission.objects.filter(opinions__public_comment__group=reflected).first()
    waiting = Submission.objects.filter(call=open_now.call).first()
    return [
        "/consultations/",
        open_now.get_absolute_url(),
        f"{open_now.get_absolute_url()}write/?clause={serial}",
        ended.get_absolute_url(),
        f"{ended.get_absolute_url()}write/",
        f"{ended.get_absolute_url()}result/",
        f"{ended.get_absolute_url()}result/?category=B",
        f"{ended.get_absolute_url()}result/{reflected.result_number}/",
        letter.get_absolute_url(),
        waiting.get_absolute_url(),
    ]


def consultation_desk_pages(officer: User) -> list[str]:
    """The pages of the desk, of what is open, with a line and a draft of an answer, and of what has its result."""
    now = timezone.now()
    open_now = Consultation.objects.get(state=ConsultationState.ANNOUNCED)
    ended = Consultation.objects.get(state=ConsultationState.PUBLISHED)
    first, *others = open_now.comments.values_list("pk", flat=True)
    line = actions.place_comments(consultation=open_now, comments=[first], group=None, actor=officer, now=now)
    answer = actions.begin_answer(consultation=open_now, groups=[line.pk], actor=officer, now=now)
    actions.place_comments(consultation=open_now, comments=others[:1], group=None, actor=officer, now=now)
    here, there = (f"/desk/consultations/{one.pk}/" for one in (open_now, ended))
    return [
        "/desk/consultations/",
        "/desk/consultations/new/",
        here,
        f"{here}comments/?show=all",
        f"{here}groups/",
        line.get_absolute_url(),
        f"{here}answers/",
        answer.get_absolute_url(),
        f"{here}categories/",
        f"{here}extend/",
        f"{here}withdraw/",
        there,
        f"{there}groups/?show=many",
        f"{there}groups/1/",
        f"{there}answers/1/",
    ]
