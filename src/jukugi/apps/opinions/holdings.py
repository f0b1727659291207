"""What this room holds of a participant: what they sent, and what they said against a hiding."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import rows_of
from jukugi.apps.opinions.actions.indexing import note_erased
from jukugi.apps.opinions.models import Appeal, ArrivalMark, Attachment, Opinion, Submission
from jukugi.kit.holdings import ERASED_WORDS, Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset({"opinions.Submission.author", "opinions.Appeal.author"})


def register() -> None:
    keeps = (
        gettext_lazy(
            "声の言葉は消えますが、声が一つ届いたこと、届いた日、届き方、書いた区と年代は、数のために残ります。職員が書いた要旨と、決めたこととわけも残ります。"
        ),
        gettext_lazy("声をもとに職員がつくった意見文は、ほかの人が答えているので残ります。"),
    )
    holdings.register("opinions", Holding(FIELDS, held, merge, erase, keeps), order=30)


def held(person: Participant) -> list[Held]:
    """Four queries."""
    rows = rows_of(person)
    sent = Submission.objects.filter(author__in=rows).select_related("ward").prefetch_related("opinions")
    lines = [
        HeldRow(
            (
                opinion.text or _("（消しました）"),
                opinion.get_state_display(),
                one.get_channel_display(),
                jdate(one.received_at),
                one.ward.name if one.ward else "",
                one.get_age_band_display(),
            ),
            receipt=one.receipt,
        )
        for one in sent
        for opinion in one.opinions.all()
    ]
    appeals = Appeal.objects.filter(author__in=rows).order_by("-pk")
    said = [HeldRow((one.text, one.get_state_display(), jdate(one.sent_at))) for one in appeals]
    columns = (_("書いたこと"), _("様子"), _("届き方"), _("届いた日"), _("区"), _("年代"))
    return [
        Held(_("よせた声（パブリックコメントを含みます）"), columns, lines),
        Held(_("公開しない判断への異議"), (_("書いたこと"), _("様子"), _("日")), said),
    ]


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """What was sent is the person's; nothing here is counted by people."""
    Submission.objects.filter(author=goes).update(author=stays)
    Appeal.objects.filter(author=goes).update(author=stays)


def erase(person: Participant, now: datetime) -> int:
    """The words go with their keys, also those of parts into which staff divided them; photos of the paper go too, and
    the mark of where it came from.
    """
    rows = rows_of(person)
    sent = list(Submission.objects.filter(author__in=rows).values_list("pk", flat=True))
    opinions = Opinion.objects.filter(submission__in=sent).exclude(text="")
    keys = list(opinions.values_list("pk", flat=True))
    opinions.update(text="", text_key="")
    note_erased(keys)
    ArrivalMark.objects.filter(submission__in=sent).delete()
    _take_photos_away(Attachment.objects.filter(submission__in=sent, removed_at__isnull=True), now)
    return len(keys) + Appeal.objects.filter(author__in=rows).update(text=ERASED_WORDS)


def _take_photos_away(photos: QuerySet[Attachment], now: datetime) -> None:
    photos.update(content=b"", removed_at=now, removed_reason=ERASED_WORDS, removed_by="-")
