"""The story of a submission: received, read, linked to issues or ended, and what is waited for."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.enums import RECEIPT_KIND, OpinionState
from jukugi.apps.opinions.models import Appeal, IssueLink, Opinion, OpinionReview, OpinionRevision, Submission
from jukugi.apps.opinions.offers import thread_appeals, thread_links, thread_revisions
from jukugi.apps.opinions.offers.fates import newest_fates
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import jday

# Of a voice: longer words are set like a book, short ones break between phrases.
SET_IN_PHRASES = 120
# The way of a comment in a consultation: it is answered, whether or not the draft was changed for it.
COMMENT_STATIONS = (
    (gettext_lazy("意見"), (gettext_lazy("声"),)),
    (gettext_lazy("市の考え方"), (gettext_lazy("市の考え方"), gettext_lazy("文書"))),
)


def register() -> None:
    voices.voices.register(RECEIPT_KIND, voice)
    voices.thread_links.register("opinions", steps, order=10)
    voices.latest_fates.register("opinions", newest_fates, order=10)


def voice(request: HttpRequest, number: str) -> Voice | None:
    """What came in with this number; None for a card that is not back yet. At most ten queries.

    Words that are not public are for the device they were written on, and for staff who handle them.
    """
    submission = _submissions().filter(receipt=number).first()
    if submission is None:
        return None
    opinions = standing(submission)
    current = participation_of(request).current
    is_own = current is not None and current.pk == submission.author_id
    is_public = all(opinion.state == OpinionState.SHOWN for opinion in opinions)
    reads_all = is_public or is_own or permissions.can_handle(request.user, submission)
    readable = [o for o in opinions if o.text and (reads_all or o.state == OpinionState.SHOWN)]
    states = {opinion.state for opinion in opinions}
    on_issues = {link.issue_id for link in thread_links.in_force(opinions) if link.kind in VOICES}
    return Voice(
        kind=RECEIPT_KIND,
        key=submission.pk,
        number=number,
        channel=submission.channel,
        ward=submission.ward.name if submission.ward and (reads_all or not submission.is_comment) else "",
        received_at=submission.received_at,
        words=tuple(opinion.text for opinion in readable),
        is_public=is_public,
        subject=submission.process,
        record=submission,
        withheld="" if len(readable) == len(opinions) else _withheld(opinions, reads_all=reads_all),
        standing=_standing(states),
        is_own=is_own,
        is_waiting=states == {OpinionState.WAITING},
        is_closed=states == {OpinionState.HIDDEN} or (not on_issues and bool(thread_links.in_force(opinions))),
        company=_company(submission, on_issues) if on_issues else None,
        stations=COMMENT_STATIONS if submission.is_comment else (),
        asked=_("届いた意見に、市がどう答え、案がどう変わったかをたどります。") if submission.is_comment else "",
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """What this room did with a submission, and what it waits for. One query, whatever the number of links."""
    if voice.kind != RECEIPT_KIND:
        return []
    submission: Submission = voice.record
    opinions, ever = standing(submission), list(submission.opinions.all())
    may_read = not voice.withheld
    told = [_received(voice, submission)]
    leads = bool(thread_links.in_force(opinions))
    told += [
        _reviewed(review, opinion, voice.number, leads=leads)
        for opinion in ever
        for review in thread_revisions.reviews_of(opinion)
    ]
    told += thread_appeals.steps(ever)
    told += thread_revisions.steps(ever, may_read=may_read)
    told += thread_links.steps(ever, may_read=may_read)
    return told + _waited_for(voice, opinions, now)


def standing(submission: Submission) -> list[Opinion]:
    """The opinions of a submission that count. No query where they were read along."""
    return [opinion for opinion in submission.opinions.all() if opinion.state != OpinionState.REPLACED]


def _submissions() -> QuerySet[Submission]:
    """Submissions with all that their story tells. Seven queries."""
    reviews = OpinionReview.objects.select_related("department", "wave")
    links = IssueLink.objects.select_related("issue", "issue__department", "department")
    revisions = OpinionRevision.objects.select_related("department")
    opinions = Opinion.objects.select_related("made_by").prefetch_related(
        Prefetch("reviews", queryset=reviews),
        Prefetch("issue_links", queryset=links),
        Prefetch("revisions", queryset=revisions),
        Prefetch("appeals", queryset=Appeal.objects.select_related("department")),
        "gists",
    )
    related = Submission.objects.select_related("process", "ward", "about", "call")
    return related.prefetch_related(Prefetch("opinions", queryset=opinions))


def _standing(states: set[str]) -> str:
    """What outweighs every link: that nobody has read it yet, that it is not public."""
    if states == {OpinionState.WAITING}:
        return _("受け付けました。職員が読むのを待っています")
    if states == {OpinionState.HIDDEN}:
        return _("この声は公開していません")
    return ""


def _withheld(opinions: list[Opinion], *, reads_all: bool) -> str:
    if reads_all:
        return _("決まりにより、言葉を消しました。届いたことと理由の記録は残ります。")
    if any(opinion.state == OpinionState.WAITING for opinion in opinions):
        return _(
            "職員が読むまで、言葉は書いた機械と担当の職員にだけ示します。個人のことが書かれていないかを見るためです。"
        )
    if any(opinion.state == OpinionState.IN_GIST for opinion in opinions):
        return _("パブリックコメントの言葉そのものは、書いた機械と担当の職員にだけ示します。要旨を公表します。")
    return _("公開していない声の言葉は、書いた機械と担当の職員にだけ示します。公開しない理由は下にあります。")


def _company(submission: Submission, issues: set[int | None]) -> int:
    """Other public opinions that are voices of one of these issues, each counted once. One query."""
    links = IssueLink.objects.in_force().filter(issue__in=issues, kind__in=VOICES).order_by()
    others = Opinion.objects.shown().exclude(submission=submission)
    return others.filter(pk__in=links.values("opinion")).order_by().count()


def _received(voice: Voice, submission: Submission) -> Step:
    entered = jday(submission.entered_at) if submission.entered_by else ""
    return Step(
        at=submission.received_at,
        label=_("声"),
        title=_came(submission.channel),
        template="opinions/_step_voice.html",
        content={
            "voice": voice,
            "words": [(text, len(text) <= SET_IN_PHRASES and "\n" not in text) for text in voice.words],
            "gists": [gist for opinion in standing(submission) if (gist := _gist(opinion))],
            "call": submission.call,
            "place": submission.place,
            "entered": _("職員が書き写しました（%(day)s）。") % {"day": entered} if entered else "",
            "about": submission.about,
        },
        standing=_("この声は、届いています"),
    )


def _gist(opinion: Opinion) -> str:
    """What a public opinion says in short, as staff wrote it. No query."""
    gists = list(opinion.gists.all())
    return gists[-1].text if gists and opinion.state == OpinionState.SHOWN else ""


def _came(channel: str) -> str:
    titles = {
        Channel.WEB: _("ウェブから届きました"),
        Channel.CARD: _("紙のカードで届きました"),
        Channel.FAX: _("FAXで届きました"),
        Channel.POST: _("郵便で届きました"),
        Channel.MEETING: _("会場で受け取りました"),
        Channel.PHONE: _("電話で聞きました"),
        Channel.IMPORT: _("ほかの記録から取り込みました"),
    }
    return titles[Channel(channel)]


def _reviewed(review: OpinionReview, opinion: Opinion, number: str, *, leads: bool) -> Step:
    is_shown = review.state == OpinionState.SHOWN
    is_last = review == list(opinion.reviews.all())[-1]
    return Step(
        at=review.decided_at,
        label=_("確認"),
        title=_decided(review),
        template="opinions/_step_review.html",
        content={
            "review": review,
            "is_hidden": review.state == OpinionState.HIDDEN,
            "can_appeal": is_last and opinion.state == OpinionState.HIDDEN,
            "number": number,
            "position": opinion.position,
        },
        standing=_("この声は公開中です。つなぐ論点を、職員が確かめています") if is_shown and not leads else "",
    )


def _decided(review: OpinionReview) -> str:
    titles = {
        OpinionState.SHOWN: _("職員が読み、公開しました"),
        OpinionState.HIDDEN: _("公開しないことにしました"),
        OpinionState.WAITING: _("公開しない判断を取り消しました。職員がもう一度読みます"),
    }
    return titles[OpinionState(review.state)]


def _waited_for(voice: Voice, opinions: list[Opinion], now: datetime) -> list[Step]:
    """What comes next of this room, and who does it; nothing once nothing more will come, nor of comments: those go the
    way of their consultation.
    """
    if voice.is_closed or voice.record.is_comment:
        return []
    officer = _("%(ward)sか市の担当の職員") % {"ward": voice.ward} if voice.ward else _("市の担当の職員")
    if voice.is_waiting:
        title = _("職員が読むのを待っています")
        text = _(
            "%(officer)sが、個人の名前や連絡先がないかを見て、公開するかどうかを決めます。ふつう数日のうちです。言葉は書き換えません。"
        )
    elif not thread_links.in_force(opinions):
        title = _("どの論点の声かを、確かめています")
        text = _("%(officer)sが、論点につなぐか、取り上げない理由を書きます。どちらになっても、このページに出ます。")
    else:
        departments = {link.issue.department for link in thread_links.in_force(opinions) if link.issue is not None}
        names = "、".join(sorted(d.name for d in departments if d is not None))
        officer = names or _("市の担当の職員")
        title = _("論点について、検討が続いています")
        text = _(
            "%(officer)sが受け持ちます。この声から文書の文ができたり、市の考え方が出たりすると、このページに加わります。"
        )
    content = {"text": text % {"officer": officer}}
    return [
        Step(
            at=timezone.localtime(now),
            label=_("いま"),
            title=title,
            state=StepState.NOW,
            template="opinions/_step_now.html",
            content=content,
            is_stopgap=True,
        )
    ]
