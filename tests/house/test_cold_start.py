"""The SDK edge starts in a fresh interpreter without any heavy client (C4)."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

import pytest

HEAVY: Final = {
    "aws_lambda_powertools",
    "boto3",
    "botocore",
    "brotli",
    "clickhouse_connect",
    "psycopg",
    "pydantic",
    "sqlglot",
    "valkey",
    "zstandard",
}
OURS: Final = {"functions", "shared"}
LIGHT: Final = {"chalice", "orjson"}
SCRIPT: Final = """
import json, sys
before = set(sys.modules)
from functions.{name}.app import app
after = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(json.dumps(sorted(after - set(sys.stdlib_module_names))))
"""


@pytest.mark.parametrize("name", ["capture", "recordings", "flags", "remote_config"])
def test_an_edge_function_loads_only_chalice_and_orjson(name: str) -> None:
    script = SCRIPT.format(name=name)
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    loaded = set(json.loads(ran.stdout))
    assert not loaded & HEAVY
    assert loaded == OURS | LIGHT, "import it lazily, or in a function that is not at the edge"
