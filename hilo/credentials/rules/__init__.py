"""Pure rules of certificates: badges, signatures, status lists, codes, and the check of what others issued."""
