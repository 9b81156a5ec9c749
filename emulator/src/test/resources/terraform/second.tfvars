memory      = 1024
stage       = "prod"
weights     = { "1" = 0.25 }
origins     = ["https://shop.example", "https://orders.example"]
reserved    = 20
provisioned = 2
retries     = 1
age         = 240
