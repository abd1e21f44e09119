module tenstages-go

go 1.25.0
