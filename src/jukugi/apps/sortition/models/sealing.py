"""What volunteers told, encrypted under a key of their lottery, which is itself encrypted by the settings' secret.

Who has a copy of the database alone reads nothing; when the key is destroyed, nobody does, in older copies as little
as in this one if the secret was changed since or the copy of the key's row is gone too (docs/personal-data.md).
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from jukugi.apps.sortition.errors import VolunteersErased
from jukugi.apps.sortition.models.lotteries import CivicLottery, LotteryKey
from jukugi.apps.sortition.models.volunteers import Volunteer
from jukugi.kit.ciphers import cipher

PURPOSE = "sortition.volunteers"


def new_key(lottery: CivicLottery, *, now: datetime) -> LotteryKey:
    """A key for the volunteers of this lottery."""
    sealed = cipher(PURPOSE).encrypt(Fernet.generate_key())
    return LotteryKey.objects.create(lottery=lottery, sealed=sealed, made_at=now)


class Sealing:
    """Encrypts and decrypts for one lottery. One query when it is made.

    Raises VolunteersErased where the key was destroyed, or the settings' secret was changed.
    """

    def __init__(self, lottery: CivicLottery) -> None:
        key = LotteryKey.objects.filter(lottery=lottery, destroyed_at__isnull=True).first()
        if key is None:
            raise VolunteersErased
        try:
            self._fernet = Fernet(cipher(PURPOSE).decrypt(bytes(key.sealed)))
        except InvalidToken as error:
            raise VolunteersErased from error

    def seal(self, told: Mapping[str, Any]) -> bytes:
        """As ciphertext."""
        return self._fernet.encrypt(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())

    def read(self, sealed: bytes | memoryview) -> dict[str, Any]:
        """As it was told; empty where nothing is kept."""
        content = bytes(sealed)
        told: dict[str, Any] = json.loads(self._fernet.decrypt(content)) if content else {}
        return told

    def answers(self, volunteers: Iterable[Volunteer]) -> dict[int, dict[int, int]]:
        """By volunteer, the key of their value by the key of each feature. Three thousand take some 0.1 s."""
        return {
            volunteer.pk: {int(feature): int(value) for feature, value in self.read(volunteer.answers).items()}
            for volunteer in volunteers
        }
