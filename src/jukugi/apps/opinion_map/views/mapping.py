import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.map_page import map_page
from jukugi.apps.opinion_map.map_page import results as result_rows
from jukugi.apps.opinion_map.models import LiveMap, Topic
from jukugi.kit.pages.rendering import set_subject
from jukugi.kit.sheets import safe_cell


@never_cache
def opinion_map(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """The groups, what joins them, what divides them, the picture and its table."""
    topic = get_object_or_404(Topic.objects.select_related("process", "issue", "live_map"), pk=topic_pk)
    set_subject(request, topic.process)
    live_map = _readable_map(topic)
    participant = participation_of(request).current
    context = {
        "topic": topic,
        "page": map_page(topic, live_map, participant) if live_map else None,
        "phase": policies.voting_phase(topic, now=timezone.now()),
        "has_editions": topic.editions.exists(),
    }
    return render(request, "opinion_map/map.html", context)


def results(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """Every statement with its answers, as a table."""
    topic = get_object_or_404(Topic.objects.select_related("process", "issue", "live_map"), pk=topic_pk)
    set_subject(request, topic.process)
    live_map = _readable_map(topic)
    context = {"topic": topic, "live_map": live_map, "rows": result_rows(topic, live_map) if live_map else []}
    return render(request, "opinion_map/results.html", context)


def results_csv(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """The same table as CSV (UTF-8 with BOM, so that office software reads it)."""
    topic = get_object_or_404(Topic.objects.select_related("live_map"), pk=topic_pk)
    live_map = _readable_map(topic)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="results-{topic.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("番号"), _("意見文"), _("対象"), _("賛成"), _("反対"), _("わからない"), _("集計日時")])
    if live_map is not None:
        at = timezone.localtime(live_map.computed_at).isoformat(timespec="seconds")
        for row in result_rows(topic, live_map):
            whole = (_("全員"), row.everybody)
            for name, answers in [whole, *((g.letter, g.answers) for g in row.groups)]:
                figures = (
                    [answers.agree, answers.disagree, answers.unsure] if answers else [_("少人数を守るため非表示")] * 3
                )
                writer.writerow([row.statement.number, safe_cell(row.statement.text), name, *figures, at])
    return response


def _readable_map(topic: Topic) -> LiveMap | None:
    live_map = getattr(topic, "live_map", None)
    return live_map if live_map is not None and live_map.is_readable else None
