"""The one REST API: the SDK's resources, the application API, and the functions behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs

from cdk.acknowledge import acknowledge, managed_policy
from cdk.constructs.code import Code
from cdk.constructs.product_function import ProductFunction
from functions.topology import FUNCTIONS, HttpTrigger

if TYPE_CHECKING:
    from constructs import Construct

    from cdk.resources import Resources
    from cdk.target import Target
    from functions.topology import Route

STAGE: Final = "live"
CORS_ON_ERRORS: Final = {
    "Access-Control-Allow-Origin": "method.request.header.Origin",
    "Access-Control-Allow-Credentials": "'true'",
    "Access-Control-Expose-Headers": "'Retry-After'",
    "Vary": "'Origin'",
}


class ApiStack(Stack):
    """Every function of the table that HTTP reaches, behind one API without a second event form."""

    def __init__(
        self, scope: Construct, name: str, *, target: Target, resources: Resources
    ) -> None:
        """Create the API, its stage, its gateway responses and its functions."""
        super().__init__(scope, name, env={"region": target.region.aws_region})
        self.api = self._rest_api()
        code = Code(self, target)
        for spec in FUNCTIONS:
            if isinstance(spec.trigger, HttpTrigger):
                construct = ProductFunction(self, spec, code=code, resources=resources)
                integration = apigateway.LambdaIntegration(
                    construct.function, allow_test_invoke=False, scope_permission_to_method=False
                )
                for route in spec.trigger.routes:
                    self._add_route(route, integration)
        acknowledge(
            self,
            {
                "AwsSolutions-APIG2": "The functions validate: SDK bodies are compressed and many.",
                "AwsSolutions-APIG3": "Gzip bodies are opaque to a firewall; the stage throttles.",
                "AwsSolutions-APIG4": "SDK routes are public; the API authenticates by itself.",
                "AwsSolutions-COG4": "Sessions and keys are the product's own.",
                f"AwsSolutions-IAM4[{managed_policy('AmazonAPIGatewayPushToCloudWatchLogs')}]": (
                    "The account's role by which API Gateway writes its logs."
                ),
                "Serverless-APIGWXrayEnabled": "Traces cost per request.",
                "Serverless-APIGWStructuredLogging": "A short format: logs are the cost trap.",
                "Serverless-APIGWDefaultThrottling": "The account's throttle is the stage's.",
            },
        )

    def _rest_api(self) -> apigateway.RestApi:
        access_log = logs.LogGroup(
            self,
            "AccessLog",
            retention=logs.RetentionDays.ONE_WEEK,
            removal_policy=RemovalPolicy.DESTROY,
        )
        api = apigateway.RestApi(
            self,
            "Rest",
            rest_api_name=self.stack_name,
            binary_media_types=["*/*"],
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            cloud_watch_role=True,
            deploy_options=apigateway.StageOptions(
                stage_name=STAGE,
                logging_level=apigateway.MethodLoggingLevel.ERROR,
                access_log_destination=apigateway.LogGroupLogDestination(access_log),
                access_log_format=apigateway.AccessLogFormat.custom(
                    "$context.requestId $context.httpMethod $context.resourcePath"
                    " $context.status $context.responseLatency"
                ),
            ),
        )
        for kind in (apigateway.ResponseType.DEFAULT_4_XX, apigateway.ResponseType.DEFAULT_5_XX):
            api.add_gateway_response(
                f"Cors{kind.response_type}", type=kind, response_headers=CORS_ON_ERRORS
            )
        cloudwatch.Alarm(
            self,
            "ServerErrors",
            metric=api.metric_server_error(),
            threshold=5,
            evaluation_periods=3,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        return api

    def _add_route(self, route: Route, integration: apigateway.LambdaIntegration) -> None:
        resource = self.api.root.resource_for_path(route.path)
        verbs = route.methods if "ANY" in route.methods else (*route.methods, "OPTIONS")
        for verb in verbs:
            resource.add_method(verb, integration)
