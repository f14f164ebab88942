"""一起办理: the same decision on several clues, with what would become of each before anything is written."""
