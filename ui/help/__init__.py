"""Help inside the program: the manual beside the pages, the first tour, and practice."""
