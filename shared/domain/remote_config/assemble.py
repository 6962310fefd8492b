"""Assembles the configuration that SDKs load first, from one function per product.

    project token --SECTIONS--> remote config, as ``/array/<token>/config`` and ``/flags`` show it

A product that SDKs must know of adds its section here. A switch that is off keeps the SDK from
loading the code of that product. Source: PostHog ``posthog/models/remote_config.py`` (sdk-protocol
3.8); every name is the wire's, ``autocapture_opt_out`` really is in snake case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json

CAPTURE_PATH: Final = "/i/v0/e/"

_TRANSPORT: Final[Mapping[str, Json]] = {
    "supportedCompression": ["gzip", "gzip-js"],
    "analytics": {"endpoint": CAPTURE_PATH},
}
_EVENTS: Final[Mapping[str, Json]] = {
    "elementsChainAsString": True,
    "defaultIdentifiedOnly": True,
    "autocapture_opt_out": False,
    "heatmaps": False,
    "captureDeadClicks": False,
    "capturePerformance": False,
}
_FLAGS: Final[Mapping[str, Json]] = {"hasFeatureFlags": False}
_RECORDINGS: Final[Mapping[str, Json]] = {"sessionRecording": False}
_ERRORS: Final[Mapping[str, Json]] = {
    "autocaptureExceptions": False,
    "errorTracking": {"autocaptureExceptions": False, "suppressionRules": []},
}
_SURVEYS: Final[Mapping[str, Json]] = {"surveys": False}
_LOGS: Final[Mapping[str, Json]] = {"logs": {"captureConsoleLogs": False}}
_APPS: Final[Mapping[str, Json]] = {
    "siteApps": [],
    "toolbarParams": {},
    "isAuthenticated": False,
    "productTours": False,
    "conversations": False,
}

SECTIONS: Final = (
    _TRANSPORT,
    _EVENTS,
    _FLAGS,
    _RECORDINGS,
    _ERRORS,
    _SURVEYS,
    _LOGS,
    _APPS,
)


def assemble(token: str) -> dict[str, Json]:
    """Return the whole configuration of the project that ``token`` names."""
    config: dict[str, Json] = {"token": token}
    for section in SECTIONS:
        config.update(section)
    return config


def assemble_minimal() -> dict[str, Json]:
    """Return what can be said without knowing the project: nothing is switched on."""
    return {
        "config": {"enable_collect_everything": True},
        "supportedCompression": _TRANSPORT["supportedCompression"],
        "siteApps": [],
        "toolbarParams": {},
        "isAuthenticated": False,
        "sessionRecording": False,
    }
