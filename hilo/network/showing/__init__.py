"""What pages show of the network's nouns, as labels, values and figures; one file per noun."""
