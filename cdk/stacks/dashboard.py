"""CloudFront: the dashboard, the SDK's files, and the API on one origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3

from cdk.acknowledge import acknowledge
from cdk.constructs.site_files import SiteFiles
from functions.topology import FUNCTIONS, HttpTrigger

if TYPE_CHECKING:
    from aws_cdk import aws_apigateway as apigateway
    from constructs import Construct

    from cdk.target import Target

INDEX: Final = "index.html"
# Paths of pages are the application's: they get its index. A missing file stays missing, so that an
# SDK that asks for a version we do not have falls back instead of running a page as a script.
OPENS_PAGES: Final = """
function handler(event) {
    var request = event.request;
    var last = request.uri.split('/').pop();
    if (last.indexOf('.') < 0) { request.uri = '/index.html'; }
    return request;
}
"""
# A request that Lambda would not take never reaches a function, and what API Gateway says instead
# makes SDKs send it again and again. 413 makes them halve it or give it up (sdk-protocol 2.6).
LARGEST_BODY_BYTES: Final = 4_400_000
TELLS_HOST: Final = """
function handler(event) {
    var headers = event.request.headers;
    var length = headers['content-length'];
    if (length && Number(length.value) > LARGEST) { return tooLarge(headers.origin); }
    headers['x-hedgerow-host'] = { value: headers.host.value };
    return event.request;
}
function tooLarge(origin) {
    var headers = {
        'access-control-allow-credentials': { value: 'true' },
        'access-control-expose-headers': { value: 'Retry-After' },
        'vary': { value: 'Origin' }
    };
    if (origin) { headers['access-control-allow-origin'] = { value: origin.value }; }
    return { statusCode: 413, statusDescription: 'Content Too Large', headers: headers };
}
""".replace("LARGEST", str(LARGEST_BODY_BYTES))
CONFIG_CACHE: Final = Duration.minutes(5)


class DashboardStack(Stack):
    """One distribution: files from S3, ``/api/*`` and the SDK's routes from the REST API."""

    def __init__(
        self, scope: Construct, name: str, *, target: Target, api: apigateway.RestApi
    ) -> None:
        """Create the site's bucket and the distribution; upload the build when it exists."""
        super().__init__(scope, name, env={"region": target.region.aws_region})
        logs = self._bucket("Logs", ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED)
        site = self._bucket("Site", logs=logs)
        files = origins.S3BucketOrigin.with_origin_access_control(site)
        rest = origins.RestApiOrigin(api)
        tells_host = self._viewer_function("TellsHost", TELLS_HOST)
        distribution = cloudfront.Distribution(
            self,
            "Distribution",
            default_root_object=INDEX,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            log_bucket=logs,
            default_behavior=_pages(files, self._viewer_function("OpensPages", OPENS_PAGES)),
            additional_behaviors={
                "/static/*": _public_files(files),
                "/array/*": _cached_config(self, rest),
                **{pattern: _passed_on(rest, tells_host) for pattern in _api_patterns()},
            },
        )
        if not target.is_local:
            SiteFiles(self, target=target, site=site, distribution=distribution)
        CfnOutput(self, "SiteUrl", value=f"https://{distribution.distribution_domain_name}")
        acknowledge(
            self,
            {
                "AwsSolutions-CFR1": "Customers are everywhere.",
                "AwsSolutions-CFR2": "The application rate-limits; a firewall is optional.",
                "AwsSolutions-CFR4": "Without a domain of its own CloudFront's certificate serves.",
                "AwsSolutions-S1": "The logs of the distribution are the log of this bucket.",
            },
        )

    def _viewer_function(self, name: str, code: str) -> cloudfront.Function:
        return cloudfront.Function(
            self,
            name,
            code=cloudfront.FunctionCode.from_inline(code),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )

    def _bucket(
        self,
        name: str,
        *,
        logs: s3.IBucket | None = None,
        ownership: s3.ObjectOwnership | None = None,
    ) -> s3.Bucket:
        return s3.Bucket(
            self,
            name,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            removal_policy=RemovalPolicy.RETAIN,
            object_ownership=ownership,
            server_access_logs_bucket=logs,
            server_access_logs_prefix="site/" if logs else None,
        )


def _api_patterns() -> list[str]:
    """Return the path patterns that go to the API: exact ones, so that pages keep theirs."""
    paths = [
        route.path
        for spec in FUNCTIONS
        if isinstance(spec.trigger, HttpTrigger)
        for route in spec.trigger.routes
    ]
    exact = {path for path in paths if not path.startswith(("/api/", "/array/"))}
    return ["/api/*", *sorted({*exact, *(f"{path}/" for path in exact)})]


def _asked_first(function: cloudfront.IFunction) -> list[cloudfront.FunctionAssociation]:
    return [
        cloudfront.FunctionAssociation(
            event_type=cloudfront.FunctionEventType.VIEWER_REQUEST, function=function
        )
    ]


def _pages(
    files: cloudfront.IOrigin, opens_pages: cloudfront.IFunction
) -> cloudfront.BehaviorOptions:
    return cloudfront.BehaviorOptions(
        origin=files,
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        response_headers_policy=cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
        function_associations=_asked_first(opens_pages),
    )


def _public_files(files: cloudfront.IOrigin) -> cloudfront.BehaviorOptions:
    return cloudfront.BehaviorOptions(
        origin=files,
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        response_headers_policy=cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS,
    )


def _cached_config(scope: Construct, rest: cloudfront.IOrigin) -> cloudfront.BehaviorOptions:
    return cloudfront.BehaviorOptions(
        origin=rest,
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cache_policy=cloudfront.CachePolicy(
            scope,
            "ConfigCache",
            default_ttl=CONFIG_CACHE,
            max_ttl=CONFIG_CACHE,
            header_behavior=cloudfront.CacheHeaderBehavior.allow_list("Origin"),
        ),
    )


def _passed_on(
    rest: cloudfront.IOrigin, tells_host: cloudfront.IFunction
) -> cloudfront.BehaviorOptions:
    return cloudfront.BehaviorOptions(
        origin=rest,
        allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
        function_associations=_asked_first(tells_host),
        cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
        origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    )
