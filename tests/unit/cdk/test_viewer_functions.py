"""What CloudFront does to a request before it passes it on, run by Node."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from cdk.stacks.dashboard import LARGEST_BODY_BYTES, TELLS_HOST
from shared.http.body import MAX_BODY_BYTES

ORIGIN = "https://shop.example"


def run(length: int | None, **headers: str) -> dict[str, Any]:
    """Return what the function makes of a request."""
    sent = {"host": "hedge.example", **headers}
    if length is not None:
        sent["content-length"] = str(length)
    event = {"request": {"headers": {name: {"value": text} for name, text in sent.items()}}}
    script = f"{TELLS_HOST}; console.log(JSON.stringify(handler({json.dumps(event)})))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_ceiling_is_the_one_of_the_functions() -> None:
    assert LARGEST_BODY_BYTES == MAX_BODY_BYTES


@pytest.mark.parametrize("length", [None, 0, MAX_BODY_BYTES])
def test_what_lambda_takes_is_passed_on_with_the_host(length: int | None) -> None:
    request = run(length, origin=ORIGIN)
    assert request["headers"]["x-hedgerow-host"] == {"value": "hedge.example"}
    assert "statusCode" not in request


def test_what_lambda_would_not_take_is_refused_in_a_way_that_browsers_can_read() -> None:
    answer = run(MAX_BODY_BYTES + 1, origin=ORIGIN)
    assert answer["statusCode"] == 413
    assert answer["headers"]["access-control-allow-origin"] == {"value": ORIGIN}
    assert answer["headers"]["access-control-allow-credentials"] == {"value": "true"}


def test_a_server_is_refused_without_an_origin() -> None:
    answer = run(MAX_BODY_BYTES + 1)
    assert answer["statusCode"] == 413
    assert "access-control-allow-origin" not in answer["headers"]
