"""The private network: two isolated zones, endpoints instead of a way to the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs

from cdk.acknowledge import acknowledge
from cdk.resources import Network

if TYPE_CHECKING:
    from constructs import Construct

    from cdk.target import Target

INTERFACE_ENDPOINTS: Final = {
    "Secrets": ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    "Queues": ec2.InterfaceVpcEndpointAwsService.SQS,
}
CLICKHOUSE_PORT: Final = 8443
POSTGRES_PORT: Final = 5432
VALKEY_PORT: Final = 6379


class NetworkStack(Stack):
    """VPC, endpoints and the two security groups: functions reach stores, nothing else talks."""

    def __init__(self, scope: Construct, name: str, *, target: Target) -> None:
        """Create the network of one region."""
        super().__init__(scope, name, env={"region": target.region.aws_region})
        vpc = self._vpc()
        functions = ec2.SecurityGroup(self, "Functions", vpc=vpc, description="Lambda functions")
        stores = self._stores(vpc, functions)
        for endpoint, service in INTERFACE_ENDPOINTS.items():
            vpc.add_interface_endpoint(endpoint, service=service)
        if target.clickhouse_service:
            ec2.InterfaceVpcEndpoint(
                self,
                "ClickHouse",
                vpc=vpc,
                service=ec2.InterfaceVpcEndpointService(target.clickhouse_service, CLICKHOUSE_PORT),
                private_dns_enabled=True,
            )
        acknowledge(self, {"AwsSolutions-EC23": "Endpoints admit the network's own range only."})
        self.network = Network(vpc=vpc, function_group=functions, store_group=stores)

    def _vpc(self) -> ec2.Vpc:
        refused = logs.LogGroup(self, "RefusedTraffic", retention=logs.RetentionDays.ONE_WEEK)
        return ec2.Vpc(
            self,
            "Vpc",
            max_azs=2,
            nat_gateways=0,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="private", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20
                )
            ],
            flow_logs={
                "Refused": ec2.FlowLogOptions(
                    traffic_type=ec2.FlowLogTrafficType.REJECT,
                    destination=ec2.FlowLogDestination.to_cloud_watch_logs(refused),
                )
            },
            gateway_endpoints={
                "Objects": ec2.GatewayVpcEndpointOptions(
                    service=ec2.GatewayVpcEndpointAwsService.S3
                )
            },
        )

    def _stores(self, vpc: ec2.Vpc, functions: ec2.SecurityGroup) -> ec2.SecurityGroup:
        stores = ec2.SecurityGroup(
            self, "Stores", vpc=vpc, description="Databases and caches", allow_all_outbound=False
        )
        for port in (POSTGRES_PORT, VALKEY_PORT):
            stores.add_ingress_rule(functions, ec2.Port.tcp(port), f"functions to port {port}")
        stores.add_ingress_rule(stores, ec2.Port.tcp(POSTGRES_PORT), "proxy to database")
        stores.add_egress_rule(stores, ec2.Port.tcp(POSTGRES_PORT), "proxy to database")
        return stores
