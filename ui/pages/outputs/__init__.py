"""成果·荐市: what becomes of clues in the CPPCC itself and at the city (seed 八(三), 九)."""
