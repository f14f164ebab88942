"""个人信息: what citizens ask about their data, erasures by two people, what was kept long enough."""
