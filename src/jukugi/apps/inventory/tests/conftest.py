import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory


@pytest.fixture
def policy():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER).user


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def officer(department):
    """A ward officer who works for the department."""
    user = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
    MembershipFactory(person=user, organization=department)
    return user
