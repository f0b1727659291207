"""What the sample's staff did besides reading and linking: a letter divided, gists written, appeals answered."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.actions.linking import LinkDraft, link_opinion
from jukugi.apps.opinions.actions.revising import split_opinion, write_gist
from jukugi.apps.opinions.enums import AppealState, HidingRule, LinkKind
from jukugi.apps.opinions.models import Appeal, Opinion
from jukugi.apps.organizations.models import Membership
from jukugi.apps.processes.models import Process

# The beginnings of letters that were written for the sample, and what of them is in them.
LETTER = "私どもの会は、昭和の終わりに"
SECOND_THING = "続けろとも閉じろとも"
PARTS = (("kobetsu-03", _("「続けるか閉じるか」を決めるときの手助け")), ("kobetsu-03", _("「隣に座って」片づける伴走")))
GISTS = (
    ("字が曲がっておりますが", _("八百屋の長いすのように、ふだんの場所で一言話せる居場所がほしい。")),
    ("町内会で配布の係を", _("配布の係の一か月の仕事と時間の記録。届ける量と回数を減らしてほしい。")),
)
APPEALS = (
    (HidingRule.ADVERTISING, _("防災の話なので、宣伝とは言えないと思います。"), _("店の名と値引きが書かれています。")),
    (HidingRule.OFFENSIVE, _("言いすぎましたが、会の決め方に困っているのは本当です。"), ""),
)


def care_for(process: Process, city: Membership, now: datetime) -> None:
    """In the transaction of the sample; what it does not find, it leaves out."""
    person: User = city.person
    issues = {issue.code: issue for issue in process.issues.all()}
    of_process = Opinion.objects.standing().filter(submission__process=process).select_related("submission__process")
    letter = of_process.filter(text__startswith=LETTER).first()
    if letter is not None and SECOND_THING in letter.text:
        _divide(letter, issues, person, now - timedelta(days=1))
    for beginning, gist in GISTS:
        told = of_process.filter(text__startswith=beginning).first()
        if told is not None:
            write_gist(opinion=told, text=str(gist), actor=person, now=now - timedelta(days=2))
    for rule, words, answer in APPEALS:
        hidden = of_process.filter(reviews__rule=rule).first()
        if hidden is not None:
            _appeal(hidden, str(words), str(answer), city, now)


def _divide(letter: Opinion, issues: dict[str, Issue], person: User, now: datetime) -> None:
    cut = letter.text.index(SECOND_THING)
    reason = str(_("決めるときに分からないことと、いっしょに片づける人の、二つの話が書かれているため。"))
    revision = split_opinion(opinion=letter, cuts=[cut], reason=reason, actor=person, now=now)
    for part, (code, why) in zip(revision.results.order_by("position"), PARTS, strict=True):
        part.submission = letter.submission
        link_opinion(opinion=part, links=[LinkDraft(issues[code], LinkKind.ABOUT, str(why))], actor=person, now=now)


def _appeal(hidden: Opinion, words: str, answer: str, city: Membership, now: datetime) -> None:
    sent = Appeal(opinion=hidden, text=words, sent_at=now - timedelta(days=4))
    if answer:
        sent.state, sent.answer, sent.decided_at = AppealState.DISMISSED, answer, now - timedelta(days=3)
        # Somebody else than who hid it; the sample's officers are few, so nobody of them stands behind it.
        sent.decided_by, sent.department = "見本", city.organization
    sent.save()
