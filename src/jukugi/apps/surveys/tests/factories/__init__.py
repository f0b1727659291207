from datetime import timedelta
from typing import Any

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import Answering, AudienceDraft, Notice, OptionDraft, QuestionDraft
from jukugi.apps.surveys.enums import Access, Attribute, AudienceKind, Kind, Selection
from jukugi.apps.surveys.models import AnswerSheet, Audience, PaperSheet, Question, Survey
from jukugi.kit import receipts

TODAY = DURING.date()
LATER = DURING + timedelta(days=40)
"""When the period of an ``opened`` survey is over."""


def notice(**fields: Any) -> Notice:
    """A notice whose period begins today and lasts thirty days."""
    return Notice(
        **{
            "title": "これからの地域づくりアンケート",
            "purpose": "これまでの取組を振り返るために聞きます。",
            "opens_on": TODAY,
            "closes_on": TODAY + timedelta(days=29),
        }
        | fields
    )


def prepared(officer: User | None = None, **fields: Any) -> Survey:
    """A survey of the whole city that nobody but staff sees, without questions; it asks citizens and officers."""
    actor = officer or RoleFactory().user
    process = fields.pop("process", None) or ProcessFactory()
    survey = actions.prepare_survey(process=process, notice=notice(**fields), ward=None, actor=actor, now=DURING)
    audiences = [
        AudienceDraft(AudienceKind.CITIZENS, "市民", Selection.SELF, Access.OPEN),
        AudienceDraft(AudienceKind.OFFICERS, "市の職員", Selection.ALL, Access.STAFF, asked=150),
    ]
    actions.set_audiences(survey=survey, audiences=audiences, actor=actor, now=DURING)
    return survey


def options(*labels: str, **of_last: bool) -> list[OptionDraft]:
    """Options with these words; what is told of the last one."""
    return [*(OptionDraft(label) for label in labels[:-1]), OptionDraft(labels[-1], **of_last)]


def ask(survey: Survey, kind: Kind, label: str, officer: User | None = None, **fields: Any) -> Question:
    """Ask one more question."""
    draft = QuestionDraft(kind=kind, label=label, **fields)
    return actions.add_question(survey=survey, draft=draft, actor=officer or RoleFactory().user, now=DURING)


def with_questions(officer: User | None = None, **fields: Any) -> Survey:
    """A prepared survey with a question of every kind.

    q1 ward, q2 age, q3 sex, q4 single (a1 ある, a2 ない), q5 multiple, only after a1 (a1 区役所, a2 窓口, a3 そのほか
    with words), q6 scale (a1 … a4, a5 わからない), q7 matrix (r1, r2 × a1, a2), q8 ranking (a1 … a3, two of them),
    q9 number, q10 text that becomes an opinion.
    """
    actor = officer or RoleFactory().user
    survey = prepared(actor, **fields)
    for attribute, label in [(Attribute.WARD, "お住まいの区"), (Attribute.AGE, "年代"), (Attribute.SEX, "性別")]:
        ask(survey, Kind.SINGLE, label, actor, attribute=attribute)
    single = ask(
        survey, Kind.SINGLE, "市に相談したことがありますか。", actor, options=options("ある", "ない"), begins_page=True
    )
    ask(
        survey,
        Kind.MULTIPLE,
        "どこに相談しましたか。",
        actor,
        options=options("区役所", "中間支援の窓口", "そのほか", asks_words=True),
        conditions=[single.options.get(code="a1").pk],
    )
    scale = options("そう思う", "まあそう思う", "あまりそう思わない", "そう思わない", "わからない", is_outside=True)
    ask(survey, Kind.SCALE, "市は相談しやすいと思いますか。", actor, options=scale)
    rows = ["居場所", "担い手"]
    ask(survey, Kind.MATRIX, "足りていますか。", actor, options=options("足りている", "足りない"), rows=rows)
    ranked = options("場所", "お金", "人")
    ask(survey, Kind.RANKING, "大切な順に二つまで", actor, options=ranked, at_most=2, begins_page=True)
    ask(survey, Kind.NUMBER, "住んで何年ですか。", actor, least=0, most=120, unit="年")
    ask(survey, Kind.TEXT, "御意見を自由に書いてください。", actor, takes_opinions=True)
    return survey


def opened(officer: User | None = None, **fields: Any) -> Survey:
    """A survey with a question of every kind that takes answers from DURING on."""
    actor = officer or RoleFactory().user
    return actions.open_survey(survey=with_questions(actor, **fields), actor=actor, now=DURING)


def citizens(survey: Survey) -> Audience:
    return survey.audiences.get(kind=AudienceKind.CITIZENS)


def officers(survey: Survey) -> Audience:
    return survey.audiences.get(kind=AudienceKind.OFFICERS)


def send(survey: Survey, answers: dict[str, Any] | None = None, **fields: Any) -> AnswerSheet:
    """A citizen answers on the web."""
    return actions.send_sheet(
        **{
            "audience": citizens(survey),
            "answers": {"q4": "a1", "q5": ["a1"], "q6": "a2"} if answers is None else answers,
            "author": fields.pop("author", None) or ParticipantFactory(),
            "form_key": "a" * 22,
            "now": DURING,
        }
        | fields
    )


def paper(survey: Survey, officer: User | None = None) -> PaperSheet:
    """A numbered sheet that nobody typed in yet."""
    actor = officer or RoleFactory().user
    number = receipts.issue("survey", now=DURING)
    return PaperSheet.objects.create(
        survey=survey, audience=citizens(survey), receipt=number, made_at=DURING, actor_key=actor.actor_key
    )


def on_paper(survey: Survey, answers: dict[str, Any], officer: User | None = None, **fields: Any) -> AnswerSheet:
    """A sheet of paper that was typed in and settled."""
    actor = officer or RoleFactory().user
    sheet = fields.pop("paper", None) or paper(survey, actor)
    answering = Answering(
        **{
            "audience": sheet.audience,
            "answers": answers,
            "channel": Channel.POST,
            "received_at": DURING,
            "sent_key": f"paper-{sheet.receipt}",
            "paper": sheet,
        }
        | fields
    )
    return actions.take_sheet(answering=answering, actor=actor, now=LATER)
