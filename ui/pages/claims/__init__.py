"""认领与培育: from the catalogue to the filed proposal."""
