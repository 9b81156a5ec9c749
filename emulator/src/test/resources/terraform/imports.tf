# Takes what is there already into a state that knows nothing. The ids have the provider's forms.
import {
  to = aws_lambda_layer_version.shared
  id = "arn:aws:lambda:us-east-1:000000000000:layer:shared:2"
}

import {
  to = aws_lambda_function.orders
  id = "orders"
}

import {
  to = aws_lambda_alias.live
  id = "orders/live"
}

import {
  to = aws_lambda_function_url.open
  id = "orders/live"
}

import {
  to = aws_lambda_permission.bucket
  id = "orders:live/AllowBucket"
}

import {
  to = aws_lambda_function_event_invoke_config.events
  id = "orders:live"
}

import {
  to = aws_lambda_provisioned_concurrency_config.warm
  id = "orders,live"
}
