"""State machines, schedules, and the functions they invoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import Duration, Stack, triggers
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from aws_cdk import aws_sqs as sqs

from cdk.acknowledge import acknowledge, made_by_cdk, versions_of
from cdk.constructs.code import Code
from cdk.constructs.job_state_machine import JobStateMachine
from cdk.constructs.product_function import ProductFunction
from functions.topology import FUNCTIONS, SCHEDULES, WORKFLOWS, TaskTrigger

if TYPE_CHECKING:
    from constructs import Construct

    from cdk.resources import Resources
    from cdk.target import Target
    from functions.topology import Schedule

MIGRATE = "migrate"


class JobsStack(Stack):
    """Every function of the table that is a task, every workflow, every schedule."""

    def __init__(
        self, scope: Construct, name: str, *, target: Target, resources: Resources
    ) -> None:
        """Create them; a deployment to AWS ends by running the migrations."""
        super().__init__(scope, name, env={"region": target.region.aws_region})
        code = Code(self, target)
        functions: dict[str, lambda_.Function] = {}
        for spec in FUNCTIONS:
            if isinstance(spec.trigger, TaskTrigger):
                construct = ProductFunction(self, spec, code=code, resources=resources)
                functions[spec.name] = construct.function
        resources.functions.update(functions)
        for workflow in WORKFLOWS:
            resources.workflows[workflow.name] = JobStateMachine(
                self, workflow, source=target.source, resources=resources
            ).machine
        self._alarm_on_canary()
        missed = self._missed_runs()
        for schedule in SCHEDULES:
            self._schedule(schedule, resources, missed)
        if not target.is_local:  # there the host runs it before it opens the front door
            triggers.Trigger(
                self,
                "Migrate",
                handler=functions[MIGRATE],
                timeout=Duration.minutes(15),
            )
            migrate = functions[MIGRATE]
            acknowledge(self, made_by_cdk())
            acknowledge(self, versions_of(self, migrate, migrate.function_arn))

    def _alarm_on_canary(self) -> None:
        """Wake somebody when our own event cannot be queried a minute after it was sent."""
        cloudwatch.Alarm(
            self,
            "CanaryLate",
            metric=cloudwatch.Metric(
                namespace="Hedgerow",
                metric_name="CanaryLate",
                statistic="Sum",
                period=Duration.minutes(1),
            ),
            threshold=1,
            evaluation_periods=3,
            datapoints_to_alarm=2,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )

    def _missed_runs(self) -> sqs.Queue:
        queue = sqs.Queue(
            self,
            "MissedRuns",
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        acknowledge(
            queue,
            {
                "AwsSolutions-SQS3": "This is a dead-letter queue.",
                "Serverless-SQSRedrivePolicy": "This is a dead-letter queue.",
            },
        )
        return queue

    def _schedule(self, spec: Schedule, resources: Resources, missed: sqs.Queue) -> None:
        target: scheduler.IScheduleTarget
        if spec.function is not None:
            function = resources.functions[spec.function]
            acknowledge(self, versions_of(self, function, function.function_arn))
            target = targets.LambdaInvoke(function, dead_letter_queue=missed)
        elif spec.workflow is not None:
            machine = resources.workflows[spec.workflow]
            target = targets.StepFunctionsStartExecution(machine, dead_letter_queue=missed)
        else:
            raise LookupError(f"Schedule {spec.name} starts nothing.")
        scheduler.Schedule(
            self,
            f"Schedule-{spec.name}",
            schedule=scheduler.ScheduleExpression.rate(Duration.minutes(spec.rate_minutes)),
            target=target,
        )
