"""Values of Secrets Manager, kept for five minutes: a rotated one is read again after that."""

from __future__ import annotations

import time
from typing import Final

from shared import aws

KEPT_SECONDS: Final = 300.0

_kept: Final[dict[str, tuple[float, str]]] = {}


def read_secret(name: str) -> str:
    """Return the value of the secret with this id or ARN."""
    found = _kept.get(name)
    now = time.monotonic()
    if found is None or now - found[0] > KEPT_SECONDS:
        value = aws.secretsmanager().get_secret_value(SecretId=name)["SecretString"]
        found = _kept[name] = (now, value)
    return found[1]


def forget_secrets() -> None:
    """Read every secret again at its next use: one of them was refused."""
    _kept.clear()
