"""Links by which the owner of an address confirms, changes and takes it back: signed, so that nobody makes one."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from jukugi.apps.threads.models import Address
from jukugi.kit.mail import site_address


def _signer() -> Signer:
    return Signer(sep=".", salt="jukugi threads address")


def token_of(address: Address) -> str:
    """What the links of an address carry: its key and a signature, never the address. A new address has a new one."""
    return _signer().sign(str(address.pk))


def address_behind(token: str) -> Address | None:
    """The address whose token this is; None where it was changed or is erased. At most one query."""
    try:
        key = int(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return Address.objects.select_related("process").filter(pk=key).first()


def own_page(address: Address) -> str:
    """Where the owner confirms, changes or takes back."""
    return site_address(reverse("threads:address", args=[token_of(address)]))


def stop_at_once(address: Address) -> str:
    """To which a mail program sends the one click of its own button (RFC 8058)."""
    return site_address(reverse("threads:stop-at-once", args=[token_of(address)]))


def page_of(receipt: str) -> str:
    """The page of a voice, as it stands in letters."""
    return site_address(reverse("receipt", args=[receipt]))
