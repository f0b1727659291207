from datetime import UTC, date, datetime

import factory

from jukugi.apps.accounts.enums import Channel, ExportState, RoleKind
from jukugi.apps.accounts.models import ExportAsk, Participant, Role, User

BEFORE = datetime(2026, 4, 1, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    """A member of staff without any role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff-{n}")
    display_name = factory.Sequence(lambda n: f"職員 {n}")
    created_at = BEFORE


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.POLICY_OFFICER
    ends_on = date(2999, 3, 31)


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    channel = Channel.WEB
    created_at = BEFORE


class ExportAskFactory(factory.django.DjangoModelFactory):
    """An ask that waits; whose and for which file, the test says."""

    class Meta:
        model = ExportAsk

    kind = "officers"
    reason = "新しい名簿を団体に直してもらう。届いたら消す。"
    asked_at = BEFORE
    last_on = date(2999, 3, 31)


class AgreedExportFactory(ExportAskFactory):
    """One to which somebody else agreed."""

    state = ExportState.AGREED
    answered_by = "another"
    answered_at = BEFORE
