"""One ward with its officer, an association, and somebody who acts for it; on one day."""

from datetime import date

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.tests.factories import AccessDeviceFactory, AssociationFactory

TODAY = date(2026, 9, 30)
TOKEN = "t" * 43


@pytest.fixture
def ward():
    return WardFactory(name="中原区")


@pytest.fixture
def officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


@pytest.fixture
def body(ward):
    return AssociationFactory(area=ward, name="見本橋町内会")


@pytest.fixture
def own(body):
    """Somebody on a device that the association's code opened."""
    AccessDeviceFactory(organization=body, token=TOKEN)
    return permissions.representation_for(body.pk, user=None, token=TOKEN, day=TODAY)
