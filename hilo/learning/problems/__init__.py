"""What people can do wrong in learning, in sentences that tell the next step; one file per noun."""
