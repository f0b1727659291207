"""What this room holds of a participant: sheets they filled in."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import keys_of, rows_of
from jukugi.apps.evaluations.enums import SheetState
from jukugi.apps.evaluations.models import EvaluationSheet, SheetVerdict
from jukugi.apps.evaluations.models.sheets import PARTS
from jukugi.kit.holdings import ERASED_WORDS, Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset({"evaluations.EvaluationSheet.author", "evaluations.EvaluationSheet.author_key"})


def register() -> None:
    keeps = (
        gettext_lazy(
            "評価（あてはまる、あてはまらないなど）は、数の中に残ります。言葉は消えます。検証の結果に写した言葉は、公表した記録なので残ります。"
        ),
    )
    holdings.register("evaluations", Holding(FIELDS, held, merge, erase, keeps), order=60)


def held(person: Participant) -> list[Held]:
    """Three queries."""
    sheets = EvaluationSheet.objects.filter(author__in=rows_of(person)).select_related("measure__policy")
    lines = []
    for sheet in sheets.prefetch_related("verdicts__criterion").order_by("-pk"):
        said = [f"{one.get_verdict_display()} {one.reason}" for one in sheet.verdicts.all()]
        words = [getattr(sheet, part) for part in PARTS if getattr(sheet, part)]
        lines.append(
            HeldRow(
                (
                    sheet.measure.policy.name,
                    "／".join([*said, *words]),
                    sheet.get_state_display(),
                    jdate(sheet.received_at),
                ),
                receipt=sheet.receipt,
            )
        )
    return [Held(_("施策の評価"), (_("施策"), _("書いたこと"), _("様子"), _("日")), lines)]


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """Of two sheets of one person on one measure from one side, the later stands. The key of the device is sealed, and
    stays: the person is known by all keys of theirs.
    """
    EvaluationSheet.objects.filter(author=goes).update(author=stays)
    standing = EvaluationSheet.objects.standing().filter(author_key__in=[*keys_of(stays), *keys_of(goes)])
    last: dict[tuple[int, str], int] = {}
    for measure, side, pk in standing.order_by("entered_at", "pk").values_list("measure", "side", "pk"):
        if (measure, side) in last:
            EvaluationSheet.objects.filter(pk=last[measure, side]).update(state=SheetState.REPLACED)
        last[measure, side] = pk


def erase(person: Participant, now: datetime) -> int:
    """Words go; verdicts stay, as they were counted."""
    sheets = EvaluationSheet.objects.filter(author__in=rows_of(person), erased_at__isnull=True)
    keys = list(sheets.values_list("pk", flat=True))
    verdicts = SheetVerdict.objects.filter(sheet__in=keys).exclude(reason="")
    count = verdicts.update(reason=ERASED_WORDS)
    gone = dict.fromkeys(PARTS, "")
    return count + EvaluationSheet.objects.filter(pk__in=keys).update(**gone, erased_at=now)
