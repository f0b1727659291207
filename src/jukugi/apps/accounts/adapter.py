from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jukugi.apps.accounts.errors import SignInEnded
from jukugi.kit.ciphers import cipher
from jukugi.kit.pages.rendering import refusal_page

PURPOSE = "jukugi second step"


class StaffOnlyAdapter(DefaultAccountAdapter):
    """Sign-in is for people to whom an operator gave one; nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/"

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Names are given by the operator and never made up."""

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Somebody whose sign-in was switched off, and who knows its password, is told so."""
        return refusal_page(request, SignInEnded())


class EncryptingMfaAdapter(DefaultMFAAdapter):
    """Secrets of the second step are stored encrypted: who has only the database cannot compute its codes.

    The key comes from the secret of the settings. After a change of that secret no code fits any more, and the page of
    the second step says so; an operator takes it away (``jukugi staff NAME --reset-second-step``) to be set up anew.
    """

    def encrypt(self, text: str) -> str:
        return cipher(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Called while a code is checked: what cannot be read is told in the form, like a wrong code."""
        try:
            return cipher(PURPOSE).decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise ValidationError(
                _(
                    "このサイトの鍵が変わったため、どの確認コードも確かめられません。"
                    "運用担当者に、二段階の確認をやり直せるようにしてもらってください。"
                )
            ) from error
