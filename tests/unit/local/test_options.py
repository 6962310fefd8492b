from __future__ import annotations

from pathlib import Path

import pytest

from local.options import read_options


def test_the_defaults_are_those_of_the_public_interface() -> None:
    options = read_options([], {})
    assert (options.port, options.data_dir.name, options.is_empty) == (8000, ".hedgerow", False)


def test_the_environment_replaces_defaults_and_arguments_replace_both() -> None:
    variables = {"HEDGEROW_PORT": "9000", "HEDGEROW_DATA_DIR": "/srv/hedgerow"}
    assert read_options([], variables).port == 9000
    assert read_options([], variables).data_dir == Path("/srv/hedgerow")
    assert read_options(["--port", "1", "--data-dir", "x"], variables).port == 1


def test_stores_of_ones_own_are_taken_from_the_environment() -> None:
    options = read_options(["--empty"], {"DATABASE_URL": "postgresql://db", "REDIS_URL": "r"})
    assert (options.database_url, options.redis_url, options.is_empty) == (
        "postgresql://db",
        "r",
        True,
    )


def test_a_port_that_is_no_number_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_options(["--port", "hedge"], {})
    assert "--port" in capsys.readouterr().err
