# What no service tells: where the code was on the disk, and what the provider itself keeps.
resource "aws_lambda_layer_version" "shared" {
  lifecycle { ignore_changes = [filename, skip_destroy, source_code_hash] }
}

resource "aws_lambda_function" "orders" {
  lifecycle { ignore_changes = [filename, publish, source_code_hash] }
}
