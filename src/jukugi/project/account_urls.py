"""Sign-in pages: of django-allauth only those that staff need. There is no sign-up."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.urls import include, path


class InOurFrame:
    """allauth calls its own idea of the site ``site`` on these pages and would hide the frame of our pages."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)  # type: ignore[misc]
        del context["site"]
        return context


class LoginView(InOurFrame, account.LoginView):
    """User name and password."""


class SecondStepView(InOurFrame, mfa.AuthenticateView):
    """The code of an authenticator app, or one in reserve."""


urlpatterns = [
    path("login/", LoginView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/authenticate/", SecondStepView.as_view(), name="mfa_authenticate"),
    path("2fa/", include("allauth.mfa.urls")),
]
