"""What reports tell of deliberation: published editions of opinion maps, never the counts of this moment."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.opinion_map.models import MapEdition, Statement, Topic
from jukugi.apps.opinion_map.queries.figures import joining, newest_editions, told_of
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, Rows, report_sections

TOPICS_AT_MOST, JOINING_AT_MOST = 5, 5


def register() -> None:
    about = gettext_lazy("公表した意見の地図の、参加した人の数と、どのグループも賛成した意見文")
    report_sections.register("opinion_map", ReportSection(gettext_lazy("熟議"), about, maps), order=40)


def maps(process: Process, now: datetime) -> Content | None:
    """Four queries."""
    topics = {topic.pk: topic for topic in Topic.objects.filter(process=process)}
    newest = newest_editions(topics)
    told = list(MapEdition.objects.filter(pk__in=[one.pk for one in newest.values()]).order_by("-published_at", "-pk"))
    if not told:
        return None
    for one in told:
        one.topic = topics[one.topic_id]
    keys = {pk for one in told[:TOPICS_AT_MOST] for pk in joining(one.document)[:JOINING_AT_MOST]}
    texts = dict(Statement.objects.shown().filter(pk__in=keys).values_list("pk", "text"))
    words = _("自分から参加した人の答えです。市の考えでも、市民全体の割合でもありません。")
    charts = tuple(chart for one in told[:TOPICS_AT_MOST] if (chart := _chart(one, texts)) is not None)
    return Content((words,), tuple(_numbers(told[:TOPICS_AT_MOST])), charts, (_table(told),))


def _numbers(told: Sequence[MapEdition]) -> list[Number]:
    numbers = []
    for one in told:
        path, of = one.get_absolute_url(), _("「%(title)s」第%(number)d版に答えたすべての人") % _name(one)
        votes = _("「%(title)s」第%(number)d版の%(people)s人による") % (
            _name(one) | {"people": thousands(one.participants)}
        )
        numbers += [
            Number(f"participants_{one.topic_id}", _("答えた人"), one.participants, _("人"), of, None, path),
            Number(f"votes_{one.topic_id}", _("賛否の数"), one.votes, _("票"), votes, None, path),
        ]
    return numbers


def _name(one: MapEdition) -> dict[str, object]:
    return {"title": one.topic.title, "number": one.number}


def _chart(one: MapEdition, texts: dict[int, str]) -> Chart | None:
    """Statements with which most people of each group agree, by how everybody answered."""
    bars = []
    for pk in joining(one.document)[:JOINING_AT_MOST]:
        found = told_of(one.document, pk)
        if found is not None and pk in texts:
            answers = found.everybody
            bars.append(Bar(texts[pk], (answers.agree, answers.unsure, answers.disagree)))
    if not bars:
        return None
    return Chart(
        _("「%(title)s」でどのグループも賛成が多かった意見文") % {"title": one.topic.title},
        _("人"),
        tuple(bars),
        _("その文に答えた人。版に参加したのは%(people)s人") % {"people": thousands(one.participants)},
        parts=(_("賛成"), _("わからない"), _("反対")),
        source=one.get_absolute_url(),
    )


def _table(told: Sequence[MapEdition]) -> Rows:
    return Rows(
        _("公表した意見の地図"),
        (_("話題"), _("版"), _("公表した日"), _("答えた人"), _("意見文"), _("グループ")),
        tuple(
            (
                one.topic.title,
                _("第%(number)d版") % {"number": one.number},
                jdate(timezone.localdate(one.published_at)),
                thousands(one.participants),
                thousands(one.statements),
                thousands(len(one.document["groups"])) if one.document["groups"] else _("分けられない"),
            )
            for one in told
        ),
        of=_("話題ごとに、いちばん新しい版"),
        numeric=(3, 4),
        source=told[0].topic.get_absolute_url(),
    )
