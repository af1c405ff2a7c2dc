"""What a page costs, as a multiple of a floor page served by the same stack."""
