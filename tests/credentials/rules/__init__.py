"""Rules of certificates: badges, signatures, lists, codes, and the check of what others issued."""
