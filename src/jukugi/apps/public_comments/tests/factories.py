from datetime import timedelta

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.drafts.actions import EditionPlan, begin_edition, write_clause
from jukugi.apps.drafts.enums import EditionStage
from jukugi.apps.drafts.models import Clause, Edition
from jukugi.apps.drafts.tests.factories import add, begun, publish
from jukugi.apps.opinions.actions import enter_paper
from jukugi.apps.opinions.models import Submission
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.actions import AnswerDraft, CommentDraft, Notice
from jukugi.apps.public_comments.enums import ResultForm
from jukugi.apps.public_comments.models import AnswerCategory, CommentGroup, Consultation, PublicComment

TODAY = DURING.date()
LATER = DURING + timedelta(days=40)
"""When the period of an ``announced`` consultation is over."""


def notice(**fields) -> Notice:
    """A notice whose period begins today and lasts the usual days."""
    return Notice(
        **{
            "title": "これからの地域づくりの考え方（素案）への意見募集",
            "basis": "見本市パブリックコメント手続条例",
            "eligible": "市内に住む人、働く人、学ぶ人",
            "ways": "ウェブ\n郵送\nFAX",
            "opens_on": TODAY,
            "closes_on": TODAY + timedelta(days=29),
        }
        | fields
    )


def public_edition(
    officer: User | None = None, texts: tuple[str, ...] = ("場所をひらく。", "依頼を減らす。")
) -> Edition:
    """A public edition with a chapter for each text."""
    writer = officer or RoleFactory().user
    edition = begun(writer)
    for number, text in enumerate(texts, start=1):
        chapter = add(edition, writer, "", heading=f"見本の章{number}")
        add(edition, writer, text, parent=chapter)
    return publish(edition)


def prepared(officer: User | None = None, **fields) -> Consultation:
    """A consultation of the whole city that nobody but staff sees."""
    edition = fields.pop("edition", None) or public_edition()
    return actions.prepare_consultation(
        edition=edition,
        notice=notice(**fields),
        ward=None,
        actor=officer or RoleFactory().user,
        now=DURING,
    )


def announced(officer: User | None = None, **fields) -> Consultation:
    """One that takes comments from DURING on."""
    actor = officer or RoleFactory().user
    return actions.announce_consultation(consultation=prepared(actor, **fields), actor=actor, now=DURING)


def send(consultation: Consultation, *texts: str, clause: Clause | None = None, **fields) -> Submission:
    """Comments from the web, in one submission."""
    return actions.send_comments(
        **{
            "consultation": consultation,
            "comments": [CommentDraft(text, clause) for text in texts],
            "ward": None,
            "age_band": "",
            "author": ParticipantFactory(),
            "form_key": "k" * 22,
            "now": DURING + timedelta(hours=1),
        }
        | fields
    )


def on_paper(consultation: Consultation, text: str, officer: User, channel: Channel = Channel.POST) -> Submission:
    """A comment that came on paper, typed in."""
    return enter_paper(
        process=consultation.process,
        channel=channel,
        text=text,
        place="",
        ward=None,
        age_band="",
        about=None,
        received_at=DURING + timedelta(hours=1),
        card_number="",
        form_key=f"{channel}{text}"[:22],
        actor=officer,
        now=DURING + timedelta(hours=2),
        call=consultation.call,
    )


def comments_in(consultation: Consultation) -> list[PublicComment]:
    return list(PublicComment.objects.standing().filter(consultation=consultation).select_related("opinion", "group"))


def category(consultation: Consultation, code: str) -> AnswerCategory:
    return consultation.categories.get(code=code)


def group_of(consultation: Consultation, comments, officer: User, *, gist: str = "見本の要旨") -> CommentGroup:
    """A line with a gist, of these comments."""
    group = actions.place_comments(
        consultation=consultation, comments=[one.pk for one in comments], group=None, actor=officer, now=LATER
    )
    clause = comments[0].clause
    return actions.write_group(group=group, gist=gist, clause=clause, actor=officer, now=LATER)


def changed_edition(
    consultation: Consultation, officer: User, text: str = "場所を、だれにでもひらく。"
) -> tuple[Edition, Clause]:
    """A further public edition in which the first text reads otherwise, and that clause."""
    edition = begin_edition(
        document=consultation.edition.document,
        plan=EditionPlan("これからの地域づくり", EditionStage.DRAFT, "意見を受けて直しました。"),
        actor=officer,
        now=LATER,
    )
    row = edition.texts.exclude(text="").select_related("clause").order_by("clause__serial").first()
    write_clause(
        edition=edition,
        clause=row.clause,
        heading=row.heading,
        text=text,
        seen_version=row.version,
        actor=officer,
        now=LATER,
    )
    return publish(edition, minutes=60 * 24 * 41), row.clause


def finish(consultation: Consultation, officer: User, head: User) -> list[CommentGroup]:
    """Put the last comment to the first, answer ("reflected" first), approve, publish. The public has the change."""
    rows = comments_in(consultation)
    lines = [group_of(consultation, [row], officer, gist=f"要旨{place}") for place, row in enumerate(rows[:-1])]
    lines[0] = actions.place_comments(
        consultation=consultation, comments=[rows[-1].pk], group=lines[0], actor=officer, now=LATER
    )
    _edition, clause = changed_edition(consultation, officer)
    for place, line in enumerate(lines):
        answer = actions.begin_answer(consultation=consultation, groups=[line.pk], actor=officer, now=LATER)
        draft = AnswerDraft("今後の参考とします。", category(consultation, "C"))
        if place == 0:
            draft = AnswerDraft("ご意見のとおり直しました。", category(consultation, "A"), clause, "言葉を足しました。")
        answer = actions.write_answer(answer=answer, draft=draft, seen_version=1, actor=officer, now=LATER)
        actions.submit_answer(answer=answer, actor=officer, now=LATER)
        actions.approve_answers(consultation=consultation, answers=[answer.pk], actor=head, now=LATER)
    actions.ask_for_result(consultation=consultation, actor=head, now=LATER)
    files = dict.fromkeys(ResultForm, b"<script>file</script>")
    actions.publish_result(consultation=consultation, asked_at=LATER, files=files, now=LATER)
    consultation.refresh_from_db()
    return lines
