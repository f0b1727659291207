"""Circles with many rows in every list, to count what its pages ask the database."""

from datetime import timedelta

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.circles import actions
from jukugi.apps.circles.actions import FundDraft, SeekDraft
from jukugi.apps.circles.enums import Consent, SeekKind, SeekSide
from jukugi.apps.circles.models import FundRequest
from jukugi.apps.circles.tests.factories import draft
from jukugi.apps.circles.tests.world import World
from jukugi.apps.issues.models import Issue

PUBLIC = {
    "circles": ("/circles/", 14),
    "a circle": ("/circles/{circle}/", 18),
    "wishes": ("/circles/wishes/", 9),
    "funds of circles": ("/circles/funds/", 9),
    "a fund of circles": ("/circles/funds/{circle_fund}/", 14),
    "emergence": ("/circles/emergence/", 8),
}
STAFF = {
    "desk circles": ("/desk/circles/", 46),
    "desk circles, money": ("/desk/circles/?part=money", 46),
    "desk circles, proposals": ("/desk/circles/?part=proposals", 46),
    "desk circles, paper": ("/desk/circles/?part=paper", 46),
    "desk circles, wishes": ("/desk/circles/?part=wishes", 46),
    "desk circles, all": ("/desk/circles/?part=all", 46),
    "desk circle": ("/desk/circles/{circle}/", 54),
    "request for a fund": ("/desk/circles/requests/{circle_request}/", 44),
}


def circles(issue: Issue, rows: int) -> dict[str, int | str]:
    """So many circles, each of whose kind has stories, requests, help, wishes and matches."""
    world = World(issue=issue)
    now = world.now
    for number in range(rows):
        author = ParticipantFactory()
        circle = actions.begin_circle(draft=draft(world.ward, issue=issue), author=author, now=now)
        asked = FundDraft(what="作る", spends_on="木材", ask_yen=100, done_by=world.day + timedelta(days=3))
        request = actions.ask_fund(fund=world.fund, circle=circle, draft=asked, author=author, now=now)
        actions.propose_grant(request=request, grant_yen=100, reason="合う", actor=world.officer, now=now)
        actions.decide_grant(request=request, agrees=True, reason="", actor=world.second, now=now)
        actions.ask_advice(circle=circle, offer=None, text="教えて。", author=author, now=now)
        actions.propose_to_issue(circle=circle, issue=issue, text="坂ごとに。", author=author, now=now)
        for act in (actions.tell_story,):
            act(circle=world.circle, text=f"話{number}", happened_on=world.day, author=world.author, now=now)
        actions.send_message(circle=world.circle, text="連絡", author=world.author, now=now)
        wish = SeekDraft(
            side=SeekSide.OFFER,
            kind=SeekKind.SKILL,
            text=f"木工{number}",
            ward=world.ward,
            consent=Consent.SHOWN,
            circle=circle,
        )
        actions.write_seek(draft=wish, author=author, now=now)
    return {
        "circle": world.circle.pk,
        "circle_fund": world.fund.pk,
        "circle_request": FundRequest.objects.earliest("pk").pk,
    }
