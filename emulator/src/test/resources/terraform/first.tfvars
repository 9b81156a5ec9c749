memory      = 512
stage       = "dev"
weights     = {}
origins     = ["*"]
reserved    = 10
provisioned = 1
retries     = 0
age         = 120
