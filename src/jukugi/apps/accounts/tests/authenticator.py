"""An authenticator app in the hands of a test."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

PASSWORD = "a long enough password"


def code_for(secret: str) -> str:
    """What an authenticator app shows now for a secret."""
    return code_of_time(secret, 0)


def code_of_time(secret: str, periods: int) -> str:
    """What it shows so many times 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD + periods))


def set_up_second_step(client: Client) -> str:
    """Goes through the page as a person does. Returns the secret it showed."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    return secret
