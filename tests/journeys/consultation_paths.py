"""The pages of the sample's consultations for everybody: what is open, and what has its result."""

from jukugi.apps.opinions.models import Submission
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
