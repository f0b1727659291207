"""Who may not is told so before anything else is looked at, also where what they ask would be refused anyway.

The reviewed refusals of actions cannot tell this: another check behind the first would say the same.
"""

from collections.abc import Callable
from typing import Any

import pytest

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.inventory.actions import receive_all
from jukugi.apps.inventory.queries.associations import Bundle
from jukugi.apps.opinion_map.actions import open_topic
from jukugi.apps.organizations.tests.factories import AssociationFactory
from jukugi.apps.processes.actions.courses import begin_process
from jukugi.apps.processes.courses import Course
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.apps.support.actions.receiving import ReceivedList, take_list
from jukugi.apps.surveys.actions import settle_sheet
from jukugi.apps.surveys.actions.keying import Keyed
from jukugi.apps.surveys.tests.factories import opened, paper
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
EMPTY: dict[str, Callable[[dict[str, Any]], object]] = {
    "a topic without words": lambda by: open_topic(
        process=ProcessFactory(), issue=None, area=None, title="", description="", texts=[], **by
    ),
    "a course that is broken": lambda by: begin_process(
        course=Course("x", "見本", "", {}), title="", slug="", summary="", area=None, starts_on=DURING.date(), **by
    ),
    "a month without requests": lambda by: receive_all(
        bundle=Bundle(DURING.date(), (), 0.0), organization=AssociationFactory(), channel=Channel.CARD, **by
    ),
    "a list without rows": lambda by: take_list(received=ReceivedList((), ()), source="", takes_good_rows=True, **by),
    "a sheet on which nobody differs": lambda by: settle_sheet(
        paper=paper(opened()), keyed=Keyed({}, Channel.CARD, DURING.date(), "k" * 22), **by
    ),
}


@pytest.mark.parametrize("kind", [None, RoleKind.OPERATOR])
@pytest.mark.parametrize("what", EMPTY)
def test_strangers_are_refused_before_what_they_bring_is_looked_at(what, kind):
    ward, _another = WardFactory(), WardFactory()
    who = UserFactory() if kind is None else RoleFactory(kind=kind, area=ward).user

    with pytest.raises(NotAllowed):
        EMPTY[what]({"actor": who, "now": DURING})
