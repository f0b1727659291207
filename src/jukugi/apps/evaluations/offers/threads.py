"""The story of an evaluation sheet: received, read, published with the result, on which findings it came to stand."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.evaluations import permissions
from jukugi.apps.evaluations.enums import RECEIPT_KIND, SheetState
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, SheetReview
from jukugi.apps.evaluations.models.sheets import PARTS
from jukugi.apps.evaluations.queries import threads as queries
from jukugi.apps.evaluations.queries.reading import verdicts_of
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import jdate

STATIONS = (
    (gettext_lazy("評価"), (gettext_lazy("声"),)),
    (gettext_lazy("検証の結果"), (gettext_lazy("検証"),)),
    (gettext_lazy("分かったこと"), (gettext_lazy("分かったこと"),)),
)


def register() -> None:
    voices.voices.register(RECEIPT_KIND, voice)
    voices.thread_links.register("evaluations", steps, order=42)


def voice(request: HttpRequest, number: str) -> Voice | None:
    """The sheet behind this number. Words that are not public are for the device they were written on, and for staff.

    At most five queries.
    """
    sheet = queries.sheet_of(number)
    if sheet is None:
        return None
    current = participation_of(request).current
    is_own = current is not None and sheet.author_id == current.pk
    review = sheet.measure.review
    is_public = sheet.state == SheetState.SHOWN and (review.is_published)
    reads = is_public or is_own or permissions.can_run(request.user, review.area)
    verdicts = verdicts_of([sheet.pk]).get(sheet.pk, [])
    words = [row.reason for row in verdicts if row.reason] + [
        getattr(sheet, part) for part in PARTS if getattr(sheet, part)
    ]
    return Voice(
        kind=RECEIPT_KIND,
        key=sheet.pk,
        number=number,
        channel=sheet.channel,
        ward=sheet.ward.name if sheet.ward is not None and reads else "",
        received_at=sheet.received_at,
        words=tuple(words) if reads else (),
        is_public=is_public,
        subject=review.process,
        record=(sheet, verdicts),
        withheld="" if reads else _withheld(sheet),
        standing=_standing(sheet),
        is_own=is_own,
        is_waiting=sheet.state == SheetState.WAITING,
        is_closed=review.is_published,
        stations=STATIONS,
        asked=_("あなたの評価から、市が何を読み取り、何を変えるかをたどります。"),
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """What this room did with a sheet. Two queries."""
    if voice.kind != RECEIPT_KIND:
        return []
    sheet, verdicts = voice.record
    review = sheet.measure.review
    content = {"sheet": sheet, "verdicts": verdicts if not voice.withheld else [], "voice": voice, "review": review}
    told = [
        Step(
            sheet.received_at,
            _("声"),
            _("「%(measure)s」への評価として受け付けました") % {"measure": sheet.measure.policy.name},
            template="evaluations/_step_sheet.html",
            content=content,
            standing=_("この評価は、届いています"),
        )
    ]
    told += [_read(one) for one in sheet.reviews.select_related("department")]
    if review.published_at is None:
        return [*told, _waited_for(sheet, now)]
    published = Step(
        review.published_at,
        _("検証"),
        _("検証の結果を公表しました"),
        template="evaluations/_step_published.html",
        content=content,
        standing=_("この評価を数えた、検証の結果が公表されています"),
    )
    return [*told, published, *(_found(one) for one in queries.findings_resting_on(voice.number))]


def _read(review: SheetReview) -> Step:
    is_shown = review.state == SheetState.SHOWN
    return Step(
        review.decided_at,
        _("確認"),
        _("職員が読みました") if is_shown else _("言葉を公開しないことにしました"),
        template="evaluations/_step_read.html",
        content={"review": review, "is_shown": is_shown},
    )


def _found(finding: Finding) -> Step:
    assert finding.review.published_at is not None
    return Step(
        finding.review.published_at,
        _("分かったこと"),
        _("「%(title)s」のよりどころになりました") % {"title": finding.title},
        template="evaluations/_step_found.html",
        content={"finding": finding},
        standing=_("この評価は、検証で分かったことのよりどころになりました"),
    )


def _waited_for(sheet: EvaluationSheet, now: datetime) -> Step:
    review = sheet.measure.review
    text = _(
        "すべての評価を立場ごとに並べ、少数の見方も残して、検証の結果として公表します。結果は、このページにも出ます。"
    )
    if review.is_open_at(now):
        text = _("%(day)sまで受け付けています。同じ機械から書き直せます。") % {"day": jdate(review.closes_on)} + text
    return Step(
        timezone.localtime(now),
        _("いま"),
        _("検証の結果をまとめています") if not review.is_open_at(now) else _("受付の期間が続いています"),
        state=StepState.NOW,
        template="evaluations/_step_now.html",
        content={"text": text},
    )


def _standing(sheet: EvaluationSheet) -> str:
    if sheet.state == SheetState.WAITING:
        return _("受け付けました。職員が読むのを待っています")
    return _("この評価は数えています。言葉は公開していません") if sheet.state == SheetState.HIDDEN else ""


def _withheld(sheet: EvaluationSheet) -> str:
    if sheet.state == SheetState.HIDDEN:
        return _("公開していない言葉は、書いた機械と担当の職員にだけ示します。評価は数えています。")
    return _("検証の結果を公表するまで、言葉は書いた機械と担当の職員にだけ示します。")
