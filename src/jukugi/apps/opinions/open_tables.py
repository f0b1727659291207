"""Public opinions and where they led, for anybody to take along; and how many came in."""

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.opinions.queries.counting import came_everywhere
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenFigure, OpenTable, Theme, open_figures, open_tables


def register() -> None:
    open_tables.register("opinions", OPINIONS, order=40)
    open_tables.register("opinion_links", LINKS, order=41)
    open_tables.register("opinion_counts", COUNTS, order=42)
    open_figures.register(
        "opinions_received", OpenFigure(_("届いた意見"), "opinion_counts", _received, total="opinions")
    )
    open_figures.register("opinions_shown", OpenFigure(_("公開している意見"), "opinions", _shown))


def _received() -> int:
    return came_everywhere().total()


def _shown() -> int:
    return came_everywhere()[OpinionState.SHOWN]


_opinions = QueryRows(
    lambda: Opinion.objects.shown().filter(submission__process__is_draft=False),
    fields=(
        "pk",
        "submission__receipt",
        "position",
        "submission__process__slug",
        "submission__channel",
        "submission__ward__code",
        "submission__received_at",
        "text",
    ),
    order=("pk",),
    tell=lambda row: (*row[:6], timezone.localdate(row[6]), row[7]),
    by=("receipt", "process", "ward"),
)

_links = QueryRows(
    lambda: IssueLink.objects.filter(opinion__state=OpinionState.SHOWN, opinion__submission__process__is_draft=False),
    fields=("pk", "opinion", "issue", "kind", "reason", "department__name", "linked_at", "ended_at", "ended_reason"),
    order=("pk",),
    by=("opinion", "issue"),
)


# Opinions that stand, by process, channel and state: the same that every screen counts.
_counts = QueryRows(
    lambda: (
        Opinion.objects.exclude(state=OpinionState.REPLACED)
        .filter(submission__process__is_draft=False)
        .values("submission__process__slug", "submission__channel", "state")
        .annotate(n=Count("pk"))
    ),
    fields=("submission__process__slug", "submission__channel", "state", "n"),
    order=("submission__process__slug", "submission__channel", "state"),
)
OPINIONS = OpenTable(
    title=_("意見"),
    about=_("公開している意見の、書かれたとおりの言葉。自分から寄せた人の声で、市民全体の割合ではありません。"),
    columns=(
        Column("id", _("意見の番号"), kind=Kind.WHOLE),
        Column("receipt", _("受付番号"), _("一通に一つ")),
        Column("position", _("一通の中の順"), kind=Kind.WHOLE),
        Column("process", _("検討プロセス")),
        Column("channel", _("届いた方法"), codes=dict(Channel.choices)),
        Column("ward", _("区域コード"), _("書いた人が選んだ区。空は書かれていない")),
        Column("received_on", _("届いた日"), kind=Kind.DAY),
        Column("text", _("言葉")),
    ),
    rows=_opinions,
    key=("id",),
    rule=_(
        "公開していない意見と、パブリックコメントの意見（要旨で公表）は入りません。年代と性別は、人が分かるおそれがあるので載せません。"
    ),
    path="/opinions/",
    theme=Theme.VOICES,
)
LINKS = OpenTable(
    title=_("意見の行き先"),
    about=_("意見がどの論点につながったか、取り上げなかったか。理由を付けた人のいる課と、終わりにした理由も残ります。"),
    columns=(
        Column("id", _("つながりの番号"), kind=Kind.WHOLE),
        Column("opinion", _("意見の番号"), kind=Kind.WHOLE),
        Column("issue", _("論点の番号"), _("取り上げなかったものには、ありません"), kind=Kind.WHOLE),
        Column("kind", _("種類"), codes=dict(LinkKind.choices)),
        Column("reason", _("理由")),
        Column("department", _("付けた課")),
        Column("linked_at", _("付けた時"), kind=Kind.MOMENT),
        Column("ended_at", _("終わりにした時"), kind=Kind.MOMENT),
        Column("ended_reason", _("終わりにした理由")),
    ),
    rows=_links,
    key=("id",),
    path="/threads/",
    theme=Theme.VOICES,
)
COUNTS = OpenTable(
    title=_("意見の数"),
    about=_("届いた意見の数を、届いた方法と状態ごとに。公開していないものも数に入ります。"),
    columns=(
        Column("process", _("検討プロセス")),
        Column("channel", _("届いた方法"), codes=dict(Channel.choices)),
        Column("state", _("状態"), codes=dict(OpinionState.choices)),
        Column("opinions", _("数"), unit=_("件"), kind=Kind.WHOLE),
    ),
    rows=_counts,
    key=("process", "channel", "state"),
    path="/opinions/",
    theme=Theme.VOICES,
)
