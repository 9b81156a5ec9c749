"""Calls invoke_with_response_stream and prints each event as a line of JSON the moment it is there."""

import json
import sys
import urllib.request

import boto3

endpoint, function, payload, gate, log_type = sys.argv[1:6]
client = boto3.client(
    "lambda",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)


def tell(**facts):
    print(json.dumps(facts), flush=True)


response = client.invoke_with_response_stream(
    FunctionName=function, Payload=payload.encode(), LogType=log_type
)
headers = response["ResponseMetadata"]["HTTPHeaders"]
tell(
    status=response["StatusCode"],
    version=response["ExecutedVersion"],
    type=headers["content-type"],
    remapped=headers["x-amzn-remapped-content-type"],
)
for event in response["EventStream"]:
    if "PayloadChunk" in event:
        tell(chunk=event["PayloadChunk"]["Payload"].decode())
        urllib.request.urlopen(gate)
    else:
        tell(complete=event["InvokeComplete"])
