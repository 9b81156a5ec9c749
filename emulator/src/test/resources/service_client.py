"""Creates, changes, lists and deletes functions with boto3; prints what it sees, a line of JSON each."""

import json
import sys

import boto3

endpoint, first, second = sys.argv[1:4]
client = boto3.client(
    "lambda",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)


def tell(**facts):
    print(json.dumps(facts), flush=True)


def code(path):
    with open(path, "rb") as archive:
        return archive.read()


def refused(call, **arguments):
    try:
        call(**arguments)
        tell(refused=None)
    except client.exceptions.ClientError as error:
        tell(
            refused=type(error).__name__,
            status=error.response["ResponseMetadata"]["HTTPStatusCode"],
            message=error.response["Error"]["Message"],
        )


def invoke(name):
    response = client.invoke(FunctionName=name, Payload=b'{"name":"Ada"}', LogType="Tail")
    tell(
        status=response["StatusCode"],
        version=response["ExecutedVersion"],
        payload=json.load(response["Payload"]),
        log="LogResult" in response,
    )


created = client.create_function(
    FunctionName="hello",
    Runtime="provided.al2023",
    Role="arn:aws:iam::123456789012:role/lambda-basic-exec",
    Handler="bootstrap",
    Timeout=60,  # a shell that starts curl with little CPU, on a machine that does much else
    MemorySize=1769,
    Code={"ZipFile": code(first)},
    Environment={"Variables": {"STAGE": "test"}},
)
tell(state=created["State"], arn=created["FunctionArn"])
refused(client.invoke, FunctionName="hello")
client.get_waiter("function_active_v2").wait(FunctionName="hello")
invoke("hello")
tell(version=client.publish_version(FunctionName="hello")["Version"])
client.update_function_code(FunctionName="hello", ZipFile=code(second))
client.get_waiter("function_updated_v2").wait(FunctionName="hello")
tell(version=client.publish_version(FunctionName="hello")["Version"])
alias = client.create_alias(
    FunctionName="hello",
    Name="live",
    FunctionVersion="1",
    RoutingConfig={"AdditionalVersionWeights": {"2": 1.0}},
)
tell(alias=alias["AliasArn"], routing=alias["RoutingConfig"])
invoke("hello:1")
invoke(alias["AliasArn"])
pages = client.get_paginator("list_versions_by_function").paginate(
    FunctionName="hello", PaginationConfig={"PageSize": 1}
)
tell(versions=[each["Version"] for page in pages for each in page["Versions"]])
refused(client.get_function, FunctionName="nobody")
refused(client.update_alias, FunctionName="hello", Name="live", RevisionId="old")
refused(client.delete_function, FunctionName="hello", Qualifier="1")
refused(client.get_function, FunctionName="no name")
client.delete_alias(FunctionName="hello", Name="live")
client.delete_function(FunctionName="hello")
refused(client.get_function_configuration, FunctionName="hello")
tell(functions=client.list_functions()["Functions"])
