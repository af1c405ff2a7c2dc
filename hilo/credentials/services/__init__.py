"""What can be done with certificates, one module for each noun."""
