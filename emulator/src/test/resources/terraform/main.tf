# All that a project may have in Lambda. It is first as first.tfvars says, then as second.tfvars does.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

# AWS_ENDPOINT_URL says where the service is, the other variables of "sls-emu env" who asks.
provider "aws" {
  skip_credentials_validation = true # there is no STS,
  skip_requesting_account_id  = true # no IAM
  skip_metadata_api_check     = true # and no EC2
}

variable "code" { type = string }
variable "layer" { type = string }
variable "memory" { type = number }
variable "stage" { type = string }
variable "weights" { type = map(number) }
variable "origins" { type = list(string) }
variable "reserved" { type = number }
variable "provisioned" { type = number }
variable "retries" { type = number }
variable "age" { type = number }

locals {
  tags = { team = "shop", stage = var.stage }
}

resource "aws_lambda_layer_version" "shared" {
  layer_name               = "shared"
  description              = "for ${var.stage}"
  license_info             = "MIT"
  filename                 = var.layer
  source_code_hash         = filebase64sha256(var.layer)
  compatible_runtimes      = ["provided.al2023", "provided.al2"]
  compatible_architectures = ["x86_64"]
}

resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  description                    = "for ${var.stage}"
  role                           = "arn:aws:iam::000000000000:role/orders"
  runtime                        = "provided.al2023"
  handler                        = "bootstrap"
  filename                       = var.code
  source_code_hash               = filebase64sha256(var.code)
  memory_size                    = var.memory
  timeout                        = 5
  publish                        = true
  layers                         = [aws_lambda_layer_version.shared.arn]
  reserved_concurrent_executions = var.reserved
  tags                           = local.tags

  environment { variables = { STAGE = var.stage } }
  ephemeral_storage { size = var.memory * 2 }
  tracing_config { mode = "Active" }
  dead_letter_config { target_arn = "arn:aws:sqs:us-east-1:000000000000:${var.stage}" }
  logging_config {
    log_format            = "JSON"
    application_log_level = "WARN"
    system_log_level      = "INFO"
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "for ${var.stage}"
  function_name    = aws_lambda_function.orders.function_name
  function_version = aws_lambda_function.orders.version

  dynamic "routing_config" {
    for_each = length(var.weights) > 0 ? [var.weights] : []
    content { additional_version_weights = routing_config.value }
  }
}

resource "aws_lambda_function_url" "open" {
  function_name      = aws_lambda_function.orders.function_name
  qualifier          = aws_lambda_alias.live.name
  authorization_type = "NONE"
  invoke_mode        = "RESPONSE_STREAM"

  cors {
    allow_credentials = true
    allow_origins     = var.origins
    allow_methods     = ["GET", "POST"]
    allow_headers     = ["date", "keep-alive"]
    expose_headers    = ["date"]
    max_age           = var.age
  }
}

resource "aws_lambda_permission" "bucket" {
  statement_id   = "AllowBucket"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.orders.function_name
  qualifier      = aws_lambda_alias.live.name
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::orders-${var.stage}"
  source_account = "000000000000"
}

resource "aws_lambda_function_event_invoke_config" "events" {
  function_name                = aws_lambda_function.orders.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_retry_attempts       = var.retries
  maximum_event_age_in_seconds = var.age

  destination_config {
    on_failure { destination = "arn:aws:sqs:us-east-1:000000000000:${var.stage}" }
  }
}

resource "aws_lambda_provisioned_concurrency_config" "warm" {
  function_name                     = aws_lambda_function.orders.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = var.provisioned
}
