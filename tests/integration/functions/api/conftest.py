"""Fixtures of the application API's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.api.app import handle
from tests.api_client import ApiClient, sign_up

if TYPE_CHECKING:
    from tests.integration.site import Bucket


@pytest.fixture
def visitor(site: Bucket) -> ApiClient:
    """A browser that nobody has signed in."""
    assert site
    return ApiClient(handle=handle)


@pytest.fixture
def ada(site: Bucket) -> ApiClient:
    """The browser of the owner of an organization."""
    assert site
    return sign_up(handle, "ada")


@pytest.fixture
def bob(site: Bucket) -> ApiClient:
    """The browser of the owner of another organization."""
    assert site
    return sign_up(handle, "bob")
