"""Sign-in pages: of django-allauth only those that staff need. There is no sign-up."""

from typing import Any

from allauth.account import views as account
from django.urls import include, path


class LoginView(account.LoginView):
    """allauth calls its own idea of the site ``site`` here and would hide the frame of our pages."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context = super().get_context_data(**given)
        del context["site"]
        return context


urlpatterns = [
    path("login/", LoginView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
