"""One Lambda function of the topology table: its code, its role, its environment, its logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aws_cdk import Duration, Fn
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from cdk.acknowledge import acknowledge, any_resource, objects_of
from functions.topology import environment_name

if TYPE_CHECKING:
    from aws_cdk import aws_s3 as s3

    from cdk.constructs.code import Code
    from cdk.resources import Resources
    from functions.topology import Function

NETWORK_ACTIONS: Final = (
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
)
ACCEPTED: Final = {
    "AwsSolutions-L1": "The runtime is pinned for all functions and moved deliberately.",
    "Serverless-LambdaTracing": "Traces cost per request; one line a unit of work is logged.",
    "Serverless-LambdaDLQ": "Invoked by the API, or by a queue that has its dead-letter queue.",
    "Serverless-LambdaDefaultMemorySize": "The topology table names the size of each function.",
    "Serverless-LambdaEventSourceMappingDestination": "The queue's redrive policy is it.",
    "Serverless-LambdaLatestVersion": "Releases replace the function; old messages still parse.",
}


class ProductFunction(Construct):
    """A function that may do exactly what its row says, and is told where to do it."""

    def __init__(
        self, scope: Construct, spec: Function, *, code: Code, resources: Resources
    ) -> None:
        """Create the function with a role of its own and grant what the row names."""
        super().__init__(scope, f"Function-{spec.name}")
        network = resources.network if spec.in_vpc else None
        log_group = logs.LogGroup(self, "Logs", retention=logs.RetentionDays.TWO_WEEKS)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(role)
        self.function: lambda_.Function = lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            handler=spec.handler,
            code=code.source,
            layers=code.layers_of(spec),
            role=role,
            memory_size=spec.memory_mib,
            timeout=Duration.seconds(spec.timeout_seconds),
            environment={
                **code.environment_of(spec),
                **_local_proxy(code, spec),
                **_environment(spec, resources),
            },
            description=spec.purpose,
            log_group=log_group,
            logging_format=lambda_.LoggingFormat.JSON,
            system_log_level_v2=lambda_.SystemLogLevel.WARN,
            application_log_level_v2=lambda_.ApplicationLogLevel.INFO,
            vpc=network.vpc if network else None,
            security_groups=[network.function_group] if network else None,
        )
        if network:
            acknowledge(self, any_resource("Network interfaces are named only once they exist."))
            role.add_to_policy(iam.PolicyStatement(actions=list(NETWORK_ACTIONS), resources=["*"]))
        _grant(role, spec, resources)
        for name in {*spec.reads, *spec.writes, *spec.deletes}:
            acknowledge(self, objects_of(self, resources.buckets[name]))
        self._alarm()
        acknowledge(self, ACCEPTED)

    def _alarm(self) -> None:
        for name, metric in (
            ("Errors", self.function.metric_errors()),
            ("Throttles", self.function.metric_throttles()),
        ):
            cloudwatch.Alarm(
                self,
                name,
                metric=metric,
                threshold=1,
                evaluation_periods=3,
                treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            )


def _local_proxy(code: Code, spec: Function) -> dict[str, str]:
    if code.host_url is None:
        return {}
    return {"MINISTACK_LAMBDA_PROXY_URL": Fn.join("", [code.host_url, f"/invoke/{spec.name}"])}


def _environment(spec: Function, resources: Resources) -> dict[str, str]:
    """Return where each thing is that the row names."""
    stores = [resources.stores[store] for store in spec.needs if store in resources.stores]
    return {
        **{
            environment_name("queue", name): resources.queues[name].queue_url
            for name in spec.sends_to
        },
        **{
            environment_name("bucket", name): resources.buckets[name].bucket_name
            for name in sorted({*spec.reads, *spec.writes, *spec.deletes})
        },
        **{
            environment_name("workflow", name): resources.workflows[name].state_machine_arn
            for name in spec.starts
        },
        **{name: value for store in stores for name, value in store.environment.items()},
        **{row.variable: row.secret.secret_arn for store in stores for row in store.secrets},
    }


def _grant(role: iam.Role, spec: Function, resources: Resources) -> None:
    for name in spec.sends_to:
        role.add_to_policy(_allow(["sqs:SendMessage"], [resources.queues[name].queue_arn]))
    for name in spec.reads:
        bucket = resources.buckets[name]
        role.add_to_policy(_allow(["s3:GetObject"], [_objects(bucket)]))
        role.add_to_policy(_allow(["s3:ListBucket"], [bucket.bucket_arn]))
    for name in spec.writes:
        role.add_to_policy(_allow(["s3:PutObject"], [_objects(resources.buckets[name])]))
    for name in spec.deletes:
        role.add_to_policy(_allow(["s3:DeleteObject"], [_objects(resources.buckets[name])]))
    for name in spec.starts:
        workflow = resources.workflows[name]
        role.add_to_policy(_allow(["states:StartExecution"], [workflow.state_machine_arn]))
    for store in spec.needs:
        for row in resources.stores[store].secrets if store in resources.stores else ():
            row.secret.grant_read(role)
    _grant_redrive(role, spec, resources)


def _grant_redrive(role: iam.Role, spec: Function, resources: Resources) -> None:
    take = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueUrl"]
    for name in spec.sends_to if spec.redrives else ():
        role.add_to_policy(_allow(take, [resources.dead_letters[name].queue_arn]))
        queue = resources.queues[name].queue_arn
        role.add_to_policy(_allow(["sqs:GetQueueAttributes"], [queue]))


def _allow(actions: list[str], resources: list[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=resources)


def _objects(bucket: s3.IBucket) -> str:
    return bucket.arn_for_objects("*")
