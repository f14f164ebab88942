"""分类·转办: one clue through the steps of 八(三) and 八(四), each step in its own small form."""
