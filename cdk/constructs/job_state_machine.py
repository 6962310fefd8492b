"""A state machine from the ASL file that stands beside the handlers of its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as stepfunctions
from constructs import Construct

from cdk.acknowledge import acknowledge, any_resource, versions_of

if TYPE_CHECKING:
    from pathlib import Path

    from cdk.resources import Resources
    from functions.topology import Workflow


class JobStateMachine(Construct):
    """A standard workflow; its placeholders become the ARNs of its tasks."""

    def __init__(
        self, scope: Construct, spec: Workflow, *, source: Path, resources: Resources
    ) -> None:
        """Create the machine and let it invoke its tasks and nothing else."""
        super().__init__(scope, f"Workflow-{spec.name}")
        tasks = {place: resources.functions[name] for place, name in spec.tasks.items()}
        self.machine = stepfunctions.StateMachine(
            self,
            "Machine",
            definition_body=stepfunctions.DefinitionBody.from_file(str(source / spec.definition)),
            definition_substitutions={
                place: function.function_arn for place, function in tasks.items()
            },
            comment=spec.purpose,
            timeout=Duration.hours(12),
            tracing_enabled=True,
            logs=stepfunctions.LogOptions(
                destination=logs.LogGroup(self, "Logs", retention=logs.RetentionDays.TWO_WEEKS),
                level=stepfunctions.LogLevel.ERROR,
                include_execution_data=False,
            ),
        )
        cloudwatch.Alarm(
            self,
            "Failed",
            metric=self.machine.metric_failed(),
            threshold=1,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        for function in tasks.values():
            function.grant_invoke(self.machine)
            acknowledge(self, versions_of(self, function, function.function_arn))
        acknowledge(
            self,
            {
                **any_resource("Log delivery and traces know no narrower resource."),
                "AwsSolutions-SF1": "Level ALL is costly; errors tell what failed.",
                "Serverless-StepFunctionStateMachineAllLogsToCloudWatch": "Errors only, as above.",
            },
        )
