"""One folder per area: page.py has the widgets, presenter.py the sense, model.py the lists."""
