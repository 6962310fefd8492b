"""Uploads what people and SDKs download: the dashboard's build, and posthog-js by version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from cdk.acknowledge import acknowledge, made_by_cdk, objects_of

if TYPE_CHECKING:
    from pathlib import Path

    from aws_cdk import aws_cloudfront as cloudfront
    from aws_cdk import aws_s3 as s3

    from cdk.target import Target

STATIC: Final = "static"
MEMORY_MIB: Final = 512
ACTIONS: Final = ("Abort*", "DeleteObject*", "GetBucket*", "GetObject*", "List*")


class MissingFilesError(FileNotFoundError):
    """The SDK's files were not prepared before synthesis."""


class SiteFiles(Construct):
    """SDKs ask ``/static/<version>/<file>`` and ``/static/<file>``: the newest is in both places.

    Versions of earlier deployments stay, because pages that are open still ask for them.
    """

    def __init__(
        self,
        scope: Construct,
        *,
        target: Target,
        site: s3.Bucket,
        distribution: cloudfront.Distribution,
    ) -> None:
        """Upload the pages, every version of the SDK, and the newest once more without version."""
        super().__init__(scope, "Files")
        newest = _newest_version(target.sdk_files)
        for name, folder, prefix in (
            ("Pages", target.site, None),
            ("Versions", target.sdk_files, STATIC),
            ("Newest", newest, STATIC),
        ):
            deployment.BucketDeployment(
                self,
                name,
                sources=[deployment.Source.asset(str(folder))],
                destination_bucket=site,
                destination_key_prefix=prefix,
                exclude=["*.map"],
                prune=False,
                distribution=distribution if prefix is None else None,
                distribution_paths=["/index.html"] if prefix is None else None,
                memory_limit=MEMORY_MIB,
            )
        assets = f"cdk-hnb659fds-assets-<AWS::AccountId>-{target.region.aws_region}"
        acknowledge(
            scope,
            {
                **made_by_cdk(
                    *(f"AwsSolutions-IAM5[Action::s3:{action}]" for action in ACTIONS),
                    f"AwsSolutions-IAM5[Resource::arn:aws:s3:::{assets}/*]",
                ),
                **objects_of(self, site),
            },
        )


def _newest_version(folder: Path) -> Path:
    versions = [path for path in folder.glob("*") if path.is_dir()]
    if not versions:
        raise MissingFilesError(f"Prepare the SDK's files first: ./hedgerow synth fills {folder}.")
    return max(versions, key=lambda path: [int(part) for part in path.name.split(".")])
