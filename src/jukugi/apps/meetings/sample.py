"""The sample's bodies and meetings: real bodies with the source of each fact, the others made up and saying so."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.actions.bodies import settle_state
from jukugi.apps.meetings.enums import BodyEventKind
from jukugi.apps.meetings.models import Body, BodyEvent, BodyMember, FollowUp, Meeting, Recommendation
from jukugi.apps.meetings.sample_meetings import load_meetings
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.kit.tables import packaged_rows

ROOM = "jukugi.apps.meetings"
SAMPLE_KEY = "sample"
BETWEEN_SOURCES = "｜"


def load_sample(now: datetime) -> str:
    """Put bodies with their stories and the sample meetings in place once. Returns a sentence for the operator."""
    with transaction.atomic():
        if not Body.objects.exists():
            _load_bodies(now)
        if not Meeting.objects.exists():
            load_meetings(now)
    return _("会議：会議体%(bodies)d、会議%(meetings)d") % {
        "bodies": Body.objects.count(),
        "meetings": Meeting.objects.count(),
    }


def _load_bodies(now: datetime) -> None:
    wards = {ward.code: ward for ward in Area.objects.wards()}
    departments = Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, is_sample=True, area__isnull=False)
    by_ward = {department.area_id: department for department in departments}
    bodies = {}
    for row in packaged_rows(ROOM, "bodies.csv"):
        ward = wards.get(row["ward"])
        is_sample = row["is_sample"] == "1"
        bodies[row["key"]] = Body.objects.create(
            kind=row["kind"],
            name=row["name"],
            area=ward,
            legal_basis=row["legal_basis"],
            seats=int(row["seats"]) if row["seats"] else None,
            term=row["term"],
            mandate=row["mandate"],
            source=_lines(row["source"]),
            is_sample=is_sample,
            # A real body is no work of a department that was made up.
            department=by_ward.get(ward.pk) if ward is not None and is_sample else None,
        )
    recommendations: dict[tuple[str, str], Recommendation] = {}
    for row in packaged_rows(ROOM, "body_steps.csv"):
        _load_step(row, bodies, recommendations, now)
    for body in bodies.values():
        settle_state(body)


def _load_step(
    row: Mapping[str, str],
    bodies: Mapping[str, Body],
    recommendations: dict[tuple[str, str], Recommendation],
    now: datetime,
) -> None:
    body, on = bodies[row["body"]], date.fromisoformat(row["on"])
    told = {"on": on, "when": row["when"], "source": _lines(row["source"]), "actor_key": SAMPLE_KEY, "recorded_at": now}
    number = (row["body"], row["number"])
    if row["what"] == "event":
        is_succession = row["kind"] == BodyEventKind.SUCCEEDED
        BodyEvent.objects.create(
            body=body,
            kind=row["kind"],
            reason=row["text"],
            successor=bodies[row["about"]] if is_succession else None,
            department=body.department,
            **told,
        )
    elif row["what"] == "recommendation":
        recommendations[number] = Recommendation.objects.create(
            body=body,
            number=int(row["number"]),
            title=row["title"],
            text=row["text"],
            about=bodies.get(row["about"]),
            **told,
        )
    elif row["what"] == "follow_up":
        FollowUp.objects.create(
            recommendation=recommendations[number],
            kind=row["kind"],
            text=row["text"],
            department=body.department,
            **told,
        )
    else:
        BodyMember.objects.create(
            body=body,
            role=row["kind"],
            label=row["title"],
            seat=row["text"],
            starts_on=on,
            ends_on=date.fromisoformat(row["when"]),
        )


def _lines(sources: str) -> str:
    return "\n".join(sources.split(BETWEEN_SOURCES)) if sources else ""
