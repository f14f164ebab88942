"""One module for each official paper: from what it says to the marks on its pages."""
