from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts.models import Clause
from jukugi.apps.drafts.tests.factories import add, begun, publish
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.outcomes.actions import promising
from jukugi.apps.outcomes.actions.promising import PromiseDraft
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.policies import Source
from jukugi.apps.processes.models import Process


def department(name: str = "見本 地域の課") -> Organization:
    return Organization.objects.get_or_create(kind=OrganizationKind.DEPARTMENT, name=name)[0]


def public_clause(process: Process | None = None, text: str = "夜も使える場を開く。") -> Clause:
    """A clause that everybody reads."""
    writer = RoleFactory().user
    edition = begun(writer, process=process)
    clause = add(edition, writer, text)
    publish(edition)
    return Clause.objects.select_related("document__process").get(pk=clause.pk)


def draft(**fields) -> PromiseDraft:
    """A promise of the whole city that is due in a month."""
    today = timezone.localdate()
    return PromiseDraft(
        **{
            "title": "夜の場を一つ開く",
            "words": "夜九時まで使える場を一か所つくる。",
            "level": IssueLevel.SHIIKI,
            "area": None,
            "department": department(),
            "promised_on": today - timedelta(days=60),
            "due_on": today + timedelta(days=30),
        }
        | fields
    )


MEASURED = {"indicator": "着く人の割合", "unit": "%", "start_value": Decimal(60), "goal_value": Decimal(75)}


def drafted(writer: User | None = None, clause: Clause | None = None, **fields) -> Promise:
    """A promise that nobody but officers reads."""
    clause = clause or public_clause()
    return promising.draft_promise(
        process=clause.document.process,
        draft=draft(**fields),
        sources=[Source(clause, "この文のとおり。")],
        actor=writer or RoleFactory().user,
        now=timezone.now(),
    )


def promised(writer: User | None = None, clause: Clause | None = None, **fields) -> Promise:
    """A public promise."""
    promise = drafted(writer, clause, **fields)
    return promising.publish_promise(promise=promise, actor=RoleFactory().user, now=timezone.now())


def days(number: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=number)
