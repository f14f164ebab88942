"""登记: one clue on one calm page, in the order of the paper."""
