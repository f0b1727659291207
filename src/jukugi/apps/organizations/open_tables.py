"""Associations that agreed to stand in the public list, with what each agreed to, for anybody to take along."""

from collections.abc import Iterator

from django.db.models import Case, CharField, Exists, F, OuterRef, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.organizations.enums import NEIGHBOURS, ConsentItem, OrganizationKind
from jukugi.apps.organizations.models import Consent, HouseholdCount, Organization
from jukugi.apps.organizations.queries.counting import agreed
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, open_tables


def register() -> None:
    open_tables.register("associations", ASSOCIATIONS, order=15)


def _associations() -> Iterator[tuple[Cell, ...]]:
    """One query."""
    day = timezone.localdate()
    listed = agreed(Organization.objects.neighbours().standing(day), ConsentItem.LISTED)
    newest = HouseholdCount.objects.standing().filter(organization=OuterRef("pk"), as_of__lte=day)
    counts = {
        name: Case(
            When(_agreed_to(ConsentItem.HOUSEHOLDS), then=Subquery(newest.order_by("-as_of", "-pk").values(name)[:1]))
        )
        for name in ("as_of", "households", "member_households")
    }
    served = Case(When(_agreed_to(ConsentItem.SERVED), then=F("served")), default=Value(""), output_field=CharField())
    rows = listed.annotate(told_served=served, **{f"told_{name}": case for name, case in counts.items()})
    told = rows.order_by("pk").values_list(
        "pk",
        "kind",
        "name",
        "area__code",
        "told_served",
        "told_as_of",
        "told_households",
        "told_member_households",
        "is_sample",
    )
    return told.iterator(chunk_size=2000)


def _agreed_to(item: ConsentItem) -> Exists:
    return Exists(Consent.objects.standing().filter(item=item, organization=OuterRef("pk")))


ASSOCIATIONS = OpenTable(
    title=_("町内会・自治会"),
    about=_("公開に同意した町内会・自治会と連合会の名簿。世帯の数は、団体が数えて届けたものです。"),
    columns=(
        Column("id", _("団体の番号"), kind=Kind.WHOLE),
        Column("kind", _("種類"), codes={kind.value: kind.label for kind in OrganizationKind if kind in NEIGHBOURS}),
        Column("name", _("名前")),
        Column("ward", _("区域コード"), _("空は市全体")),
        Column("served", _("受け持つ区域"), _("空は、公開に同意していないか、届いていない")),
        Column("counted_on", _("世帯を数えた日"), kind=Kind.DAY),
        Column("households", _("世帯数"), _("空は、公開に同意していないか、届いていない"), _("世帯"), kind=Kind.WHOLE),
        Column("members", _("加入世帯数"), _("空は、公開に同意していないか、届いていない"), _("世帯"), kind=Kind.WHOLE),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_associations,
    key=("id",),
    rule=_("載せるのは、団体が公開に同意したものだけです。役員の名前と連絡先は、どの表にも載りません。"),
    path="/associations/",
)
