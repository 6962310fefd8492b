"""The code of all functions: one asset of our source, one layer of third-party packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from aws_cdk import AssetHashType, CfnParameter, IgnoreMode
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

if TYPE_CHECKING:
    from cdk.target import Target
    from functions.topology import Function

EVERYTHING_ELSE: Final = [
    "/*",
    "!/functions",
    "!/shared",
    "!/hogql",
    "__pycache__",
    "*.pyc",
    "README.md",
]
LOCATIONS: Final = "HEDGEROW_GEOIP_PATH"
FOLDER_OF_LAYERS: Final = "/opt"


class MissingLayerError(FileNotFoundError):
    """The folder of third-party packages was not built before synthesis."""


class Code(Construct):
    """What the functions of one stack run.

    The layer is left out on one machine: its ARM64 wheels would shadow the host's own packages.
    ``host_url`` is where the emulator then sends invocations.
    """

    def __init__(self, scope: Construct, target: Target) -> None:
        """Stage the source, and the layer when the target is AWS."""
        super().__init__(scope, "Code")
        self.environment = {
            "POWERTOOLS_SERVICE_NAME": "hedgerow",
            "POWERTOOLS_LOG_LEVEL": "INFO",
            "HEDGEROW_RATE_LIMITS": target.rate_limits,
            "HEDGEROW_SITE_URL": target.site_url,
        }
        self.source = lambda_.Code.from_asset(
            str(target.source),
            exclude=EVERYTHING_ELSE,
            ignore_mode=IgnoreMode.GIT,
            asset_hash_type=AssetHashType.SOURCE,
        )
        self.host_url: str | None = None
        self.layers: list[lambda_.ILayerVersion] = []
        self._locations: Final = target.locations
        if target.is_local:
            self.host_url = CfnParameter(
                scope,
                "HostUrl",
                description="Where the process that runs the handlers listens.",
                default="http://127.0.0.1:1",
            ).value_as_string
            return
        if not target.layer.is_dir():
            raise MissingLayerError(
                f"Build the layer first: ./hedgerow synth makes {target.layer}."
            )
        self.layers.append(
            lambda_.LayerVersion(
                self,
                "Packages",
                code=lambda_.Code.from_asset(str(target.layer)),
                compatible_architectures=[lambda_.Architecture.ARM_64],
                compatible_runtimes=[lambda_.Runtime.PYTHON_3_13],
                description="Third-party packages of all functions.",
            )
        )

    def layers_of(self, spec: Function) -> list[lambda_.ILayerVersion]:
        """Return the packages, and the location database for a function that asks it."""
        if not self._gives_locations(spec):
            return self.layers
        found = self.node.try_find_child("Locations") or lambda_.LayerVersion(
            self,
            "Locations",
            code=lambda_.Code.from_asset(str(self._locations)),
            description="IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0.",
        )
        return [*self.layers, cast("lambda_.LayerVersion", found)]

    def environment_of(self, spec: Function) -> dict[str, str]:
        """Return the variables of a function that do not depend on resources."""
        located = {LOCATIONS: FOLDER_OF_LAYERS} if self._gives_locations(spec) else {}
        return {**self.environment, **located}

    def _gives_locations(self, spec: Function) -> bool:
        """Without the database a function runs all the same, and locates nobody."""
        return spec.locates and bool(self.layers) and self._locations.is_dir()
