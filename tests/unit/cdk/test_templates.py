"""What would hurt if the template said it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cdk.constructs.queue_function import HOSTED_AT_ONCE
from cdk.stacks.dashboard import TELLS_HOST
from functions.topology import BUCKETS, FUNCTIONS, QUEUES, HttpTrigger, QueueTrigger
from shared.http.request import SITE_HEADER

Templates = dict[str, dict[str, Any]]
Synthesize = Callable[[dict[str, object]], Templates]

LOCAL: dict[str, object] = {"target": "local"}
US: dict[str, object] = {"region": "us"}
# local-runtime 7.2: the emulator refuses a whole change set that holds one of these.
UNKNOWN_TO_THE_EMULATOR = {
    "AWS::ElastiCache::ServerlessCache", "AWS::RDS::DBProxy", "AWS::RDS::DBProxyTargetGroup",
    "AWS::CodeDeploy::Application", "AWS::CodeDeploy::DeploymentGroup",
    "AWS::WAFv2::WebACLAssociation", "AWS::EC2::FlowLog", "AWS::EC2::Instance",
    "AWS::EC2::SecurityGroupIngress", "AWS::SecretsManager::RotationSchedule",
    "AWS::CloudWatch::CompositeAlarm", "AWS::Budgets::Budget", "AWS::IAM::OIDCProvider",
    "AWS::ApplicationAutoScaling::ScalableTarget", "AWS::PricingPlanManager::Subscription",
    "AWS::CloudTrail::Trail", "AWS::GuardDuty::Detector", "AWS::Synthetics::Canary",
}  # fmt: skip
# What nobody notices until a month's bill or a bad day.
ONLY_ON_AWS = {"network": "the host needs none"}

pytestmark = pytest.mark.xdist_group("cdk")


def resources(templates: Templates, kind: str) -> Iterator[dict[str, Any]]:
    for template in templates.values():
        for resource in template["Resources"].values():
            if resource["Type"] == kind:
                yield resource["Properties"]


def functions_of_the_product(templates: Templates) -> dict[str, dict[str, Any]]:
    purposes = {spec.purpose: spec.name for spec in FUNCTIONS}
    return {
        purposes[found["Description"]]: found
        for found in resources(templates, "AWS::Lambda::Function")
        if found.get("Description") in purposes
    }


@pytest.mark.parametrize("context", [US, LOCAL], ids=["us", "local"])
def test_every_function_of_the_topology_is_deployed_as_its_row_says(
    synthesize: Synthesize, context: dict[str, object]
) -> None:
    found = functions_of_the_product(synthesize(context))
    assert set(found) == {spec.name for spec in FUNCTIONS}
    for spec in FUNCTIONS:
        assert found[spec.name]["Handler"] == spec.handler
        assert found[spec.name]["MemorySize"] == spec.memory_mib
        assert found[spec.name]["Timeout"] == spec.timeout_seconds


def test_whoever_locates_has_the_database_and_nobody_else(synthesize: Synthesize) -> None:
    located = {spec.name for spec in FUNCTIONS if spec.locates}
    found = functions_of_the_product(synthesize(US))
    assert {name for name, row in found.items() if len(row["Layers"]) == 2} == located != set()
    for name, function in found.items():
        path = function["Environment"]["Variables"].get("HEDGEROW_GEOIP_PATH")
        assert path == ("/opt" if name in located else None)


def test_without_the_database_everything_is_deployed_all_the_same(synthesize: Synthesize) -> None:
    found = functions_of_the_product(synthesize({**US, "locations": "no such folder"}))
    assert {len(function["Layers"]) for function in found.values()} == {1}


def test_salts_are_deleted_by_their_job_alone(synthesize: Synthesize) -> None:
    policies = [
        policy
        for policy in resources(synthesize(US), "AWS::IAM::Policy")
        if "s3:DeleteObject" in str(policy["PolicyDocument"]["Statement"])
        and "Function" in policy["PolicyName"]
    ]
    assert [policy["PolicyName"].startswith("Functiondestroysalts") for policy in policies] == [
        True
    ]


def test_the_two_regions_differ_in_nothing_but_their_place(synthesize: Synthesize) -> None:
    us, eu = synthesize(US), synthesize({"region": "eu"})
    kinds = [
        {
            stack: sorted(resource["Type"] for resource in template["Resources"].values())
            for stack, template in templates.items()
        }
        for templates in (us, eu)
    ]
    assert kinds[0] == kinds[1]


def test_one_machine_gets_only_what_the_emulator_knows(synthesize: Synthesize) -> None:
    templates = synthesize(LOCAL)
    kinds = {
        resource["Type"]
        for template in templates.values()
        for resource in template["Resources"].values()
    }
    assert kinds & UNKNOWN_TO_THE_EMULATOR == set()
    assert "network" not in templates


def test_one_machine_sends_every_invocation_to_the_host(synthesize: Synthesize) -> None:
    for name, function in functions_of_the_product(synthesize(LOCAL)).items():
        url = function["Environment"]["Variables"]["MINISTACK_LAMBDA_PROXY_URL"]
        assert url == {"Fn::Join": ["", [{"Ref": "HostUrl"}, f"/invoke/{name}"]]}
        assert "Layers" not in function


@pytest.mark.parametrize(("context", "is_local"), [(US, False), (LOCAL, True)], ids=["us", "local"])
def test_queues_that_gather_get_their_batches_from_aws_and_from_the_host_on_one_machine(
    synthesize: Synthesize, context: dict[str, object], is_local: bool
) -> None:
    found = sorted(
        (one["BatchSize"], one["ScalingConfig"]["MaximumConcurrency"])
        for one in resources(synthesize(context), "AWS::Lambda::EventSourceMapping")
    )
    triggers = [spec.trigger for spec in FUNCTIONS if isinstance(spec.trigger, QueueTrigger)]
    assert found == sorted(
        (
            row.batch_size,
            HOSTED_AT_ONCE if is_local and row.batching_window_seconds else row.max_concurrency,
        )
        for row in triggers
    )


def test_nothing_of_the_emulator_reaches_aws(synthesize: Synthesize) -> None:
    for function in functions_of_the_product(synthesize(US)).values():
        assert "MINISTACK_LAMBDA_PROXY_URL" not in function["Environment"]["Variables"]
        assert function["Layers"]


def test_messages_stay_hidden_for_six_timeouts_and_end_in_dead_letters(
    synthesize: Synthesize,
) -> None:
    queues = [
        queue for queue in resources(synthesize(US), "AWS::SQS::Queue") if "RedrivePolicy" in queue
    ]
    timeouts = {
        spec.trigger.queue: spec.timeout_seconds
        for spec in FUNCTIONS
        if isinstance(spec.trigger, QueueTrigger)
    }
    assert sorted(queue["VisibilityTimeout"] for queue in queues) == sorted(
        6 * timeouts[spec.name] for spec in QUEUES
    )
    assert all(queue["MessageRetentionPeriod"] == 14 * 24 * 3600 for queue in queues)


def test_no_bucket_is_public_and_none_vanishes_with_its_stack(synthesize: Synthesize) -> None:
    for template in synthesize(US).values():
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::S3::Bucket":
                access = resource["Properties"]["PublicAccessBlockConfiguration"]
                assert all(access.values())
                assert resource["DeletionPolicy"] == "Retain"


def test_sealed_objects_outlast_the_queues_that_point_at_them() -> None:
    lifetimes = {spec.name: spec.expire_days for spec in BUCKETS}
    for name in ("wal", "intake"):
        days = lifetimes[name]
        assert days is not None
        assert days > 14


def test_capture_reaches_its_queue_its_buckets_and_nothing_else(synthesize: Synthesize) -> None:
    policies = [
        policy
        for policy in resources(synthesize(US), "AWS::IAM::Policy")
        if "Functioncapture" in policy["PolicyName"]
    ]
    actions = {
        action
        for policy in policies
        for statement in policy["PolicyDocument"]["Statement"]
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    }
    assert actions == {
        "logs:CreateLogStream", "logs:PutLogEvents",
        "s3:GetObject", "s3:ListBucket", "s3:PutObject", "sqs:SendMessage",
    }  # fmt: skip


def test_the_sdk_edge_stays_out_of_the_network(synthesize: Synthesize) -> None:
    found = functions_of_the_product(synthesize(US))
    for name in ("capture", "recordings", "flags", "remote_config"):
        assert "VpcConfig" not in found[name]
    for name in ("api", "query", "ingest", "load"):
        assert "VpcConfig" in found[name]


def test_there_is_no_way_to_pay_for_a_nat_gateway(synthesize: Synthesize) -> None:
    assert list(resources(synthesize(US), "AWS::EC2::NatGateway")) == []


def test_every_log_group_forgets(synthesize: Synthesize) -> None:
    groups = list(resources(synthesize(US), "AWS::Logs::LogGroup"))
    assert groups
    assert all(group["RetentionInDays"] <= 30 for group in groups)


def test_the_api_passes_bodies_as_bytes_and_errors_with_cors(synthesize: Synthesize) -> None:
    templates = synthesize(US)
    (api,) = resources(templates, "AWS::ApiGateway::RestApi")
    assert api["BinaryMediaTypes"] == ["*/*"]
    responses = list(resources(templates, "AWS::ApiGateway::GatewayResponse"))
    assert {found["ResponseType"] for found in responses} == {"DEFAULT_4XX", "DEFAULT_5XX"}
    for found in responses:
        assert "gatewayresponse.header.Access-Control-Allow-Origin" in found["ResponseParameters"]


def test_every_route_of_the_topology_has_its_methods(synthesize: Synthesize) -> None:
    template = synthesize(LOCAL)["api"]["Resources"]
    paths: dict[str, str] = {}

    def path_of(logical_id: str) -> str:
        if logical_id not in paths:
            properties = template[logical_id]["Properties"]
            parent = properties["ParentId"]
            prefix = path_of(parent["Ref"]) if "Ref" in parent else ""
            paths[logical_id] = f"{prefix}/{properties['PathPart']}"
        return paths[logical_id]

    found = {
        (path_of(resource["Properties"]["ResourceId"]["Ref"]), resource["Properties"]["HttpMethod"])
        for resource in template.values()
        if resource["Type"] == "AWS::ApiGateway::Method"
    }
    expected = {
        (route.path, method)
        for spec in FUNCTIONS
        if isinstance(spec.trigger, HttpTrigger)
        for route in spec.trigger.routes
        for method in (*route.methods, *(() if "ANY" in route.methods else ("OPTIONS",)))
    }
    assert found == expected


def test_one_origin_serves_the_dashboard_and_the_api(synthesize: Synthesize) -> None:
    (distribution,) = resources(synthesize(US), "AWS::CloudFront::Distribution")
    behaviours = {
        row["PathPattern"] for row in distribution["DistributionConfig"]["CacheBehaviors"]
    }
    assert {"/api/*", "/array/*", "/static/*", "/e/", "/batch/", "/flags/", "/s/"} <= behaviours
    assert "CustomErrorResponses" not in distribution["DistributionConfig"]


def test_the_newest_sdk_is_also_served_without_its_version(synthesize: Synthesize) -> None:
    uploads = list(resources(synthesize(US), "Custom::CDKBucketDeployment"))
    prefixes = [upload.get("DestinationBucketKeyPrefix", "") for upload in uploads]
    assert sorted(prefixes) == ["", "static", "static"]
    assert all(upload["Prune"] is False for upload in uploads)


def test_a_stack_stays_below_the_resource_limit(synthesize: Synthesize) -> None:
    for template in synthesize(US).values():
        assert len(template["Resources"]) < 400  # CloudFormation refuses more than 500


def test_the_distribution_tells_the_api_its_name_in_the_header_it_reads() -> None:
    assert f"headers['{SITE_HEADER}'] = " in TELLS_HOST
