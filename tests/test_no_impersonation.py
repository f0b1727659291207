"""Nobody acts as somebody else, operators neither: no route, no setting, no installed part offers it."""

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.kit.audit.models import AuditEntry
from tests.test_permission_matrix import routes

WORDS = (
    "impersonat",
    "hijack",
    "masquerad",
    "switch-user",
    "switch_user",
    "become-user",
    "login-as",
    "login_as",
    "sudo",
)


@pytest.mark.parametrize("word", WORDS)
def test_no_route_and_no_part_is_there_to_act_as_somebody_else(word):
    parts = [*settings.INSTALLED_APPS, *settings.MIDDLEWARE, *settings.AUTHENTICATION_BACKENDS]

    assert [name for name in [*routes(), *parts] if word in name.lower()] == []


def test_no_setting_is_there_for_it():
    named = [name for name in dir(settings) if any(word.replace("-", "_") in name.lower() for word in WORDS)]

    assert named == []


@pytest.mark.django_db
def test_a_session_stays_with_who_signed_in_whatever_is_sent_along(client):
    operator = RoleFactory(kind=RoleKind.OPERATOR).user
    other = RoleFactory(kind=RoleKind.POLICY_OFFICER).user
    client.force_login(operator)
    asks = {"user": other.pk, "as": other.username, "username": other.username, "_user": other.actor_key}

    client.get("/desk/", asks, headers={"X-Remote-User": other.username, "X-User": str(other.pk)})
    client.post("/desk/roles/", asks)

    assert client.session[SESSION_KEY] == str(operator.pk)
    assert client.session[BACKEND_SESSION_KEY] in settings.AUTHENTICATION_BACKENDS
    assert list(AuditEntry.objects.filter(actor_key=other.actor_key)) == []
