"""What the database keeps so that it alone does not suffice to read it: keys come from the secret of the settings."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings


def cipher(purpose: str) -> Fernet:
    """Encrypts and decrypts for one purpose. After a change of the settings' secret, nothing old can be read."""
    key = hashlib.sha256(purpose.encode() + b"\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def keyed_digest(purpose: str, text: str) -> str:
    """HMAC-SHA-256 by which the same text is known again, and by nobody without the secret."""
    key = hashlib.sha256(purpose.encode() + b"\0" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
