"""Tables of the room, and what rows say of themselves."""

from jukugi.apps.sortition.models.drawing import Draw, PublishedFile
from jukugi.apps.sortition.models.inviting import InvitationCode, InvitationRound
from jukugi.apps.sortition.models.lotteries import (
    CivicLottery,
    CivicLotteryQuerySet,
    Feature,
    FeatureValue,
    LotteryKey,
    LotteryStep,
)
from jukugi.apps.sortition.models.seats import Attendance, Seat, SeatStep
from jukugi.apps.sortition.models.volunteers import Resemblance, Volunteer, VolunteerQuerySet, VolunteerStep

__all__ = [
    "Attendance",
    "CivicLottery",
    "CivicLotteryQuerySet",
    "Draw",
    "Feature",
    "FeatureValue",
    "InvitationCode",
    "InvitationRound",
    "LotteryKey",
    "LotteryStep",
    "PublishedFile",
    "Resemblance",
    "Seat",
    "SeatStep",
    "Volunteer",
    "VolunteerQuerySet",
    "VolunteerStep",
]
