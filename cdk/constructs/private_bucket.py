"""An S3 bucket nobody reaches but the functions that are granted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct

if TYPE_CHECKING:
    from functions.topology import Bucket


class PrivateBucket(Construct):
    """No public access, TLS only, encrypted, logged, kept when the stack goes."""

    def __init__(self, scope: Construct, spec: Bucket, *, access_logs: s3.IBucket) -> None:
        """Create the bucket with the lifetime its row names."""
        super().__init__(scope, f"Bucket-{spec.name}")
        lifetime = None if spec.expire_days is None else Duration.days(spec.expire_days)
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=spec.versioned,
            removal_policy=RemovalPolicy.RETAIN,
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix=f"{spec.name}/",
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=lifetime,
                    noncurrent_version_expiration=Duration.days(7) if spec.versioned else None,
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
        )
