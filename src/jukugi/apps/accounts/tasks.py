"""What this room keeps for a time only."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

TOKEN_LIVES_DAYS = 400  # as long as the cookie: nobody can come back to it after that


def register() -> None:
    retentions.register(
        "accounts.sessions",
        Retention(
            what=_("サインインや、回答番号の入口のしるし（セッション）"),
            why=_("サインインを覚えるため"),
            since=_("使えなくなった時"),
            days=0,
            basis=NEEDED_ONLY,
            fields=("Session.session_data",),
            erase=_sessions,
            each=_("10時間で使えなくなり、その日のうちに消える"),
        ),
    )
    retentions.register(
        "accounts.participants",
        Retention(
            what=_("何も残さなかった参加者の行"),
            why=_("同じ機械の人と分かるため"),
            since=_("はじめて参加した日（クッキーと同じ長さ）"),
            days=TOKEN_LIVES_DAYS,
            basis=NEEDED_ONLY,
            fields=tuple(f"Participant.{name}" for name in ("token_hash", "actor_key", "channel", "created_at")),
            erase=_participants,
            is_promised=False,
        ),
    )
    retentions.register(
        "accounts.carry_codes",
        Retention(
            what=_("使われなかった引き継ぎコード"),
            why=_("ほかの機械でも続けるため"),
            since=_("使えなくなった時"),
            days=1,
            basis=NEEDED_ONLY,
            fields=("CarryCode.digest",),
            erase=_carry_codes,
        ),
    )
    retentions.register(
        "accounts.mail_unconfirmed",
        Retention(
            what=_("確かめられなかったメールアドレス（わたしの参加）"),
            why=_("機械を替えても続けられるように"),
            since=_("残した時"),
            days=1,
            basis=NEEDED_ONLY,
            fields=("MailAddress.sealed", "MailAddress.digest"),
            erase=_unconfirmed,
        ),
    )


def _sessions(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.accounts.forgetting import erase_sessions

    return erase_sessions(now=now)


def _participants(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.accounts.forgetting import erase_participants_without_traces

    return erase_participants_without_traces(now=now, kept=kept)


def _carry_codes(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.accounts.actions import forget_old_codes

    return forget_old_codes(now=now, kept=kept)


def _unconfirmed(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.accounts.actions import forget_unconfirmed

    return forget_unconfirmed(now=now, kept=kept)
