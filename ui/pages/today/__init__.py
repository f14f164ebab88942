"""今日: what the liaison has to do now."""
