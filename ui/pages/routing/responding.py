"""登记公开回应: what the handler said in public about an answered matter (seed 八(四)2)."""

from baixing_desktop.domain.kinds import PublicChannel
from baixing_desktop.domain.labels import label
from baixing_desktop.usecases.responses import ResponseForm
from ui.pages.routing.panels import Act, Panel
from ui.pages.routing.presenter import CaseView
from ui.text import plain
from ui.widgets.fields import Choice, DateField, TextLine


class RespondPanel(Panel):
    """Channel, day, title, link."""

    words, heading = "登记公开回应", "承办单位怎样公开回应？"
    undoable = True

    def build(self) -> None:
        """The fields, and where it is found later."""
        self._channel = Choice("公开渠道", [(one.value, label(one)) for one in PublicChannel])
        self.form.add("公开渠道", self._channel, needed=True)
        self._title = TextLine("标题", limit=120)
        self._field = self.form.add("标题", self._title, needed=True)
        self._link = TextLine("链接或版面", hint="网址，或报纸的版面", limit=300)
        self.form.add("链接或版面", self._link)
        self._day = DateField("回应日期", self.today)
        self.form.add("回应日期", self._day, needed=True)
        self.body.addWidget(self.form)
        self.body.addWidget(
            plain(
                "登记后会告诉相关工作室，由联络员转告反映人。在“督办·回头看”的“公开回应”里可以修改和删除。",
                "soft",
                wrap=True,
            )
        )

    def begin(self, case: CaseView) -> None:
        """On the handler's site, today."""
        self._channel.choose(PublicChannel.WEBSITE)
        self._title.clear()
        self._link.clear()
        self._day.put(self.today)
        self._field.wrong("")
        self._channel.setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Write it down."""
        line, title = case.forwarding, self._title.text().strip()
        self._field.wrong("" if title else "请写标题。")
        if line is None or not title:
            self._title.setFocus()
            return None
        form = ResponseForm(PublicChannel(self._channel.code), self._day.day, title, self._link.text())
        return lambda: self.presenter.beside.respond(line, form)
