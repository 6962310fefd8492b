"""How secrets that clients hold are stored: as a keyed digest, never as they are.

Sessions and API keys are long random texts, so a fast digest is enough; passwords are not and have
their own module.
"""

import hmac

from shared import settings
from shared.secrets import read_secret


def digest(secret: str) -> bytes:
    """Return the SHA-256 of ``secret`` keyed with the deployment's pepper: 32 bytes."""
    current = settings.current()
    pepper = current.key_pepper
    if not pepper and current.key_pepper_secret:
        pepper = read_secret(current.key_pepper_secret)
    return hmac.digest(pepper.encode(), secret.encode(), "sha256")
