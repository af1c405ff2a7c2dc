"""What a reader meets: places, regions, and the office in which regions are made."""
