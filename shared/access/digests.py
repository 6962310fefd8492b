"""How secrets that clients hold are stored: as a keyed digest, never as they are.

Sessions and API keys are long random texts, so a fast digest is enough; passwords are not and have
their own module.
"""

import hmac

from shared import settings


def digest(secret: str) -> bytes:
    """Return the SHA-256 of ``secret`` keyed with the deployment's pepper: 32 bytes."""
    return hmac.digest(settings.current().key_pepper.encode(), secret.encode(), "sha256")
