"""Files to pictures, each format by its first bytes."""
