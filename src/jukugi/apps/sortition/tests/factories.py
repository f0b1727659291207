"""Lotteries and people who volunteered, as the tables hold them."""

import hashlib
from datetime import timedelta
from typing import Any

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.apps.sortition.actions.preparing import set_features
from jukugi.apps.sortition.enums import CODE_LETTERS, FeatureKind, LotteryAct, LotteryState
from jukugi.apps.sortition.models import CivicLottery, Volunteer
from jukugi.apps.sortition.models.sealing import Sealing, new_key
from jukugi.apps.sortition.queries.features import FeatureDraft, ValueDraft

TODAY = DURING.date()
AGES = [(18, 29), (30, 44), (45, 59), (60, 74), (75, None)]


def lottery(**fields: Any) -> CivicLottery:
    """A lottery for twelve seats that mirrors two wards, five bands of age and two sexes; people may register."""
    made = CivicLottery.objects.create(
        **{
            "process": fields.pop("process", None) or ProcessFactory(),
            "title": "これからの地域を考える市民パネル",
            "aim": "市の考え方の素案について話し合い、提案をまとめます。",
            "seats": 12,
            "closes_on": TODAY + timedelta(days=20),
            "starts_on": TODAY + timedelta(days=40),
            "ends_on": TODAY + timedelta(days=200),
            "state": LotteryState.OPENED,
            "begun_at": DURING,
            "actor_key": "test",
        }
        | fields
    )
    made.steps.create(act=LotteryAct.PREPARED, actor_key="test", done_at=DURING)
    new_key(made, now=DURING)
    wards = [made.area] if made.area else list(Area.objects.wards()[:2]) or [WardFactory(), WardFactory()]
    set_features(
        made,
        [
            FeatureDraft(
                FeatureKind.WARD,
                "区",
                [ValueDraft(str(ward.name), share=1 / len(wards), ward=ward) for ward in wards if ward],
            ),
            FeatureDraft(
                FeatureKind.AGE,
                "年代",
                [
                    ValueDraft(f"{low}〜{high}歳" if high else f"{low}歳以上", share=0.2, age_from=low, age_to=high)
                    for low, high in AGES
                ],
            ),
            FeatureDraft(
                FeatureKind.SEX,
                "性別",
                [ValueDraft("男性", share=0.49, sex="male"), ValueDraft("女性", share=0.5, sex="female"),
                 ValueDraft("そのほか", share=0.01, sex="other")],
            ),
        ],
    )  # fmt: skip
    return made


def volunteers(made: CivicLottery, count: int, *, channel: Channel = Channel.WEB) -> list[Volunteer]:
    """So many people who answered, spread over all values of all features by a rule; one in ten shares a household."""
    sealing = Sealing(made)
    features = list(made.features.prefetch_related("values"))
    there = made.volunteers.count()
    rows = []
    for number in range(there, there + count):
        digest = hashlib.sha256(str(number).encode()).digest()
        values = [list(feature.values.all()) for feature in features]
        answers = {
            str(feature.pk): own[digest[place] % (len(own) if digest[9] < 20 else min(len(own), 5) or 1)].pk
            for place, (feature, own) in enumerate(zip(features, values, strict=True))
        }
        rows.append(
            Volunteer(
                lottery=made,
                key=public_key(number),
                channel=channel,
                particulars=sealing.seal(
                    {"name": f"見本 {number}", "address": f"見本町{number}", "phone": "", "email": ""}
                ),
                answers=sealing.seal(answers),
                household=number // 20 if number % 20 < 2 else None,
                sent_key=f"{made.pk}-{number}",
                registered_at=DURING,
                changed_at=DURING,
            )
        )
    return Volunteer.objects.bulk_create(rows, batch_size=500)


def public_key(number: int) -> str:
    """A key of this number, as ``abc-def``."""
    letters = ""
    for _place in range(6):
        number, rest = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[rest]
    return f"{letters[:3]}-{letters[3:]}"
