"""What people show: signing in, oneself, and the work of coordinators."""
