"""By which way a device came to a survey: the key of a link, the code of a letter. Kept with its session."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jukugi.apps.accounts.permissions import is_staff
from jukugi.apps.surveys import errors
from jukugi.apps.surveys.enums import Access
from jukugi.apps.surveys.forms.answering import code_typed
from jukugi.apps.surveys.models import Audience, PersonalCode, Survey
from jukugi.apps.surveys.policies import code_digest
from jukugi.apps.surveys.queries.reading import AskedPeople

SESSION_KEY = "survey_doors"


@dataclass(frozen=True)
class Door:
    """A way in for some people; ``is_open`` to this device."""

    people: AskedPeople
    is_open: bool


@dataclass(frozen=True)
class Pass:
    """What this device was given for an audience."""

    key: str = ""
    code: PersonalCode | None = None


def doors_of(request: HttpRequest, people: Sequence[AskedPeople]) -> list[Door]:
    """The ways in, those that are open to this device first. At most one query."""
    doors = [Door(one, _is_open(request, one.audience)) for one in people]
    return sorted(doors, key=lambda door: not door.is_open)


def open_with_code(request: HttpRequest, survey: Survey, typed: str) -> Audience:
    """Come with the code of a letter. Raises CodeUnknown. One query."""
    digest = code_digest(code_typed(typed))
    codes = PersonalCode.objects.select_related("audience")
    found = codes.filter(digest=digest, audience__survey=survey, audience__access=Access.CODE).first()
    if found is None:
        raise errors.CodeUnknown
    _remember(request, found.audience, code=found.pk)
    return found.audience


def open_with_key(request: HttpRequest, survey: Survey, key: str) -> Audience:
    """Come by a link. Raises AnotherDoor. One query."""
    found = survey.audiences.filter(access=Access.LINK, key=key[:22]).first()
    if found is None or found.key != key:
        raise errors.AnotherDoor
    _remember(request, found, key=key)
    return found


def pass_of(request: HttpRequest, audience: Audience) -> Pass:
    """What was given to this device for these people. At most one query."""
    kept = _kept(request).get(str(audience.pk), {})
    code = kept.get("code") if audience.access == Access.CODE else None
    found = PersonalCode.objects.filter(audience=audience, pk=code).first() if isinstance(code, int) else None
    return Pass(str(kept.get("key", "")), found)


def _is_open(request: HttpRequest, audience: Audience) -> bool:
    kept = _kept(request).get(str(audience.pk), {})
    match audience.access:
        case Access.OPEN:
            return True
        case Access.LINK:
            return kept.get("key") == audience.key
        case Access.CODE:
            return "code" in kept
        case _staff:
            return is_staff(request.user)


def _kept(request: HttpRequest) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = request.session.get(SESSION_KEY, {})
    return kept


def _remember(request: HttpRequest, audience: Audience, **given: Any) -> None:
    request.session[SESSION_KEY] = {**_kept(request), str(audience.pk): given}
