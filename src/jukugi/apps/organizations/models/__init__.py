from jukugi.apps.organizations.models.bodies import Organization
from jukugi.apps.organizations.models.facts import Consent, ContactRule, HouseholdCount
from jukugi.apps.organizations.models.handing_over import HandOverNote, OfficerList
from jukugi.apps.organizations.models.officers import AccessCode, AccessDevice, Officer
from jukugi.apps.organizations.models.succession import DistinctPair, Succession, SuccessionTie
from jukugi.apps.organizations.models.terms import Membership

__all__ = [
    "AccessCode",
    "AccessDevice",
    "Consent",
    "ContactRule",
    "DistinctPair",
    "HandOverNote",
    "HouseholdCount",
    "Membership",
    "Officer",
    "OfficerList",
    "Organization",
    "Succession",
    "SuccessionTie",
]
