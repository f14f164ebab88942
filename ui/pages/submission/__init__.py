"""报送: what will go, how it goes, and what the office confirmed."""
