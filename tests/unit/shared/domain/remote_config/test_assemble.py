"""The configuration has every field SDKs read, each from one section (sdk-protocol 3.8)."""

from __future__ import annotations

from shared.domain.remote_config.assemble import SECTIONS, assemble, assemble_minimal

FIELDS = {
    "token",
    "supportedCompression",
    "hasFeatureFlags",
    "analytics",
    "elementsChainAsString",
    "defaultIdentifiedOnly",
    "sessionRecording",
    "capturePerformance",
    "autocapture_opt_out",
    "autocaptureExceptions",
    "errorTracking",
    "captureDeadClicks",
    "heatmaps",
    "productTours",
    "conversations",
    "surveys",
    "logs",
    "siteApps",
    "toolbarParams",
    "isAuthenticated",
}


def test_every_field_is_there() -> None:
    assert set(assemble("phc_a")) == FIELDS


def test_no_two_sections_say_the_same() -> None:
    names = [name for section in SECTIONS for name in section]
    assert len(names) == len(set(names))


def test_one_project_does_not_change_another() -> None:
    first = assemble("phc_a")
    first["heatmaps"] = True
    assert assemble("phc_b")["heatmaps"] is False
    assert assemble("phc_b")["token"] == "phc_b"


def test_the_minimum_switches_nothing_on_and_names_nobody() -> None:
    minimum = assemble_minimal()
    assert minimum["sessionRecording"] is False
    assert "token" not in minimum
