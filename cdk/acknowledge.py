"""The findings of cdk-nag we accept, each with its reason. A finding not listed fails synthesis.

A rule that finds several things names each by ``Rule[Finding]`` and is accepted finding by finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_cdk import Acknowledgment, Stack, Validations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aws_cdk import aws_s3 as s3
    from constructs import IConstruct

_ANY_RESOURCE = "AwsSolutions-IAM5[Resource::*]"


def acknowledge(scope: IConstruct, reasons: Mapping[str, str]) -> None:
    """Accept rules (``AwsSolutions-SQS3``, or one finding of it) below ``scope``, with reasons."""
    Validations.of(scope).acknowledge(
        *(
            Acknowledgment(id=f"{rule.split('-')[0]}::{rule}", reason=reason)
            for rule, reason in reasons.items()
        )
    )


def any_resource(reason: str) -> dict[str, str]:
    """Return the acceptance of actions that know no narrower resource than ``*``."""
    return {_ANY_RESOURCE: reason}


def objects_of(consumer: IConstruct, bucket: s3.IBucket) -> dict[str, str]:
    """Return the acceptance of ``bucket/*``, for whoever may read or write its objects."""
    return _part_of(consumer, bucket, bucket.bucket_arn, "/*", "All objects of this one bucket.")


def versions_of(consumer: IConstruct, function: IConstruct, arn: str) -> dict[str, str]:
    """Return the acceptance of ``function:*``, for what may invoke it in any version."""
    return _part_of(consumer, function, arn, ":*", "Versions of this one function.")


def made_by_cdk(*findings: str) -> dict[str, str]:
    """Return the acceptance of what CDK's own deployment functions are allowed."""
    reason = "A function of CDK's own, which runs at deployment only."
    rules = dict.fromkeys(("AwsSolutions-L1", _ANY_RESOURCE, *findings), reason)
    return {
        **rules,
        **dict.fromkeys(("Serverless-LambdaDLQ", "Serverless-LambdaTracing"), reason),
        "Serverless-LambdaLatestVersion": reason,
        "Serverless-LambdaDefaultMemorySize": reason,
        f"AwsSolutions-IAM4[{managed_policy('AWSLambdaBasicExecutionRole')}]": reason,
    }


def managed_policy(name: str) -> str:
    """Return the finding that names a service-role policy of AWS."""
    return f"Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/{name}"


def _part_of(
    consumer: IConstruct, owner: IConstruct, arn: str, suffix: str, reason: str
) -> dict[str, str]:
    stack = Stack.of(owner)
    if stack.node.path == Stack.of(consumer).node.path:
        attribute: dict[str, Any] = stack.resolve(arn)
        name = "<{}.{}>".format(*attribute["Fn::GetAtt"])
    else:
        export: dict[str, Any] = stack.resolve(stack.export_value(arn))
        name = str(export["Fn::ImportValue"])
    return {f"AwsSolutions-IAM5[Resource::{name}{suffix}]": reason}
