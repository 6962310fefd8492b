"""The whole deployment of one region, or the same for one machine. Run as ``python -m cdk.app``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from cdk.stacks.api import ApiStack
from cdk.stacks.dashboard import DashboardStack
from cdk.stacks.data import DataStack
from cdk.stacks.ingest import IngestStack
from cdk.stacks.jobs import JobsStack
from cdk.stacks.network import NetworkStack
from cdk.target import read_target

ROOT: Final = Path(__file__).parent.parent
FLAGS: Final = {
    "@aws-cdk/core:defaultCrossStackReferences": "strong",
    "@aws-cdk/aws-iam:minimizePolicies": True,
    "@aws-cdk/aws-lambda:recognizeLayerVersion": True,
    "@aws-cdk/core:enablePartitionLiterals": True,
}


def build_app(context: dict[str, object] | None = None, outdir: str | None = None) -> App:
    """Return the app that the context asks for (``region``, ``target``), not yet synthesized."""
    app = App(context={**FLAGS, **(context or {})}, outdir=outdir)
    target = read_target(app.node, ROOT)
    prefix = target.prefix
    network = (
        None if target.is_local else NetworkStack(app, f"{prefix}-network", target=target).network
    )
    resources = DataStack(app, f"{prefix}-data", target=target, network=network).resources
    JobsStack(app, f"{prefix}-jobs", target=target, resources=resources)
    IngestStack(app, f"{prefix}-ingest", target=target, resources=resources)
    api = ApiStack(app, f"{prefix}-api", target=target, resources=resources).api
    DashboardStack(app, f"{prefix}-dashboard", target=target, api=api)
    if not target.is_local:  # the same resources and fewer: checked once, where it counts
        Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    return app


if __name__ == "__main__":
    build_app().synth()
