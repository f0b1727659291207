"""An authenticator app in the hands of a test."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

PASSWORD = "a long enough password"


def code_for(secret: str) -> str:
    """What an authenticator app shows now for a secret."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_second_step(client: Client) -> str:
    """Goes through the page as a person does. Returns the secret it showed."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    return secret
