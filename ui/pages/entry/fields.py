"""The fields of Attachment 3, in the order of the paper."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from baixing_desktop.domain.clue import Attachment, ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.rules.hints import BODY_LONG, TITLE_SOFT
from baixing_desktop.domain.rules.registration import TITLE_LIMIT, Field
from ui.pages.entry.advice import Advice
from ui.pages.entry.places import PlaceFields
from ui.pages.entry.presenter import EntryPresenter
from ui.style import Style
from ui.text import plain, set_tone
from ui.widgets.fields import Choice, DateField, Finder, TextArea, TextLine
from ui.widgets.form import Field as FormField
from ui.widgets.form import Form
from ui.widgets.layouts import column, row

_COLLECT = "同意收集和使用个人信息（实名登记需要）"


class EntryFields(QWidget):
    """All fields but the attachments; ``edited`` fires on every change a person makes."""

    edited = Signal()

    def __init__(self, style: Style, presenter: EntryPresenter, today: date, attachments: QWidget) -> None:
        super().__init__()
        self._style, self._presenter = style, presenter
        self._quiet = False
        self._complaining = False
        self.places = PlaceFields()
        self._attachments: tuple[Attachment, ...] = ()
        self._more_bars: tuple[str, ...] = ()
        self._notice = Consents().notice
        self._make(today)
        self._place(attachments)
        self._listen()

    # -- content

    def content(self) -> ClueContent:
        """What is written now."""
        anonymous = self._anonymous.isChecked()
        guardian = self._guardian.text() if self._child.isChecked() else None
        person = Contributor(anonymous, self._name.text(), self._phone.text(), self._address.text(), guardian)
        return ClueContent(
            title=self.title.text(),
            analysis=self._analysis.toPlainText(),
            suggestions=self._suggestions.toPlainText(),
            source=Source(self._source.code, self._occasion.code or None),
            receiver=self._receiver.text(),
            received_on=self._date.day,
            contributor=Contributor(anonymous=True) if anonymous else person,
            consents=Consents(
                self._collect.isChecked(), self._handover.isChecked(), self._publicity.isChecked(), self._notice
            ),
            attachments=self._attachments,
        )

    def put(self, content: ClueContent, today: date) -> None:
        """Show ``content``; nobody is told."""
        self._quiet = True
        self.title.setText(content.title)
        self._analysis.setPlainText(content.analysis)
        self._suggestions.setPlainText(content.suggestions)
        self._source.choose(content.source.category)
        self._offer_occasions()
        self._occasion.choose(content.source.occasion or "")
        self._receiver.setText(content.receiver)
        self._date.put(content.received_on or today)
        (self._anonymous if content.contributor.anonymous else self._named).setChecked(True)
        self._name.setText(content.contributor.name)
        self._phone.setText(content.contributor.phone)
        self._address.setText(content.contributor.address)
        self._child.setChecked(content.contributor.guardian is not None)
        self._guardian.setText(content.contributor.guardian or "")
        self._collect.setChecked(content.consents.collect)
        self._handover.setChecked(content.consents.handover)
        self._publicity.setChecked(content.consents.publicity)
        self._notice = content.consents.notice
        self._attachments = content.attachments
        self._quiet = False
        self.complain({})
        self._update_looks()

    @property
    def bars(self) -> tuple[str, ...]:
        """The codes of units that must not get the clue; what does not fit into the fields stays as it was."""
        written = (finder.code for finder in self._bars)
        return tuple(dict.fromkeys((*(code for code in written if code), *self._more_bars)))

    def put_bars(self, units: tuple[str, ...]) -> None:
        """Show the units that must not get the clue; nobody is told."""
        self._quiet = True
        for finder, code in zip(self._bars, (*units, "", ""), strict=False):
            finder.choose(code)
            if not code:
                finder.clearEditText()
        self._more_bars = units[len(self._bars) :]
        self._quiet = False

    def toggle_child(self) -> None:
        """Whether the contributor is under fourteen: then the guardian is asked for."""
        if self._child.isEnabled():
            self._child.toggle()

    def set_attachments(self, attachments: tuple[Attachment, ...]) -> None:
        """The list of files changed."""
        self._attachments = attachments
        self._changed()

    def complain(self, missing: dict[Field, str]) -> None:
        """Say at each field what is missing, and go to the first."""
        self._complaining = bool(missing)
        self._mark(missing)
        for name in missing:
            self._fields[name].control.setFocus()
            break

    def advise(self, advice: Advice) -> None:
        """Remarks at the fields that stop nobody; what is missing is said first."""
        self._reach.hint(" ".join(words for words in (advice.phone, advice.address) if words))
        if not self._complaining:
            self._fields[Field.TITLE].hint(advice.title)
            self._fields[Field.SUGGESTIONS].hint(advice.text)

    def _mark(self, missing: dict[Field, str]) -> None:
        for name, field in self._fields.items():
            if name is not Field.RECEIVED_ON:
                field.wrong(missing.get(name, ""))

    def set_read_only(self, read_only: bool) -> None:
        """A clue that is on its way can be looked at, not changed."""
        self.setEnabled(not read_only)

    # -- building

    def _make(self, today: date) -> None:
        self._receiver = TextLine("接收人", hint="委员或街道工作室", limit=60)
        self._date = DateField("日期", today)
        self.title = TextLine("标题", hint="一条线索只说一件事", limit=TITLE_LIMIT)
        self._analysis = TextArea("情况分析", hint="什么地方、什么问题、影响到谁", least=4)
        self._suggestions = TextArea("具体建议", hint="希望怎样解决", least=3)
        self._title_count, self._analysis_count, self._suggestions_count = (plain("", "small") for _ in range(3))
        self._source = Choice("来源", hint="请选来源")
        self._source.follow(self._presenter.categories)
        self._occasion = Choice("征集场合", hint="场合")
        self._named, self._anonymous = QRadioButton("实名"), QRadioButton("匿名")
        self._group = QButtonGroup(self)
        self._group.addButton(self._named)
        self._group.addButton(self._anonymous)
        self._named.setChecked(True)
        self._name = TextLine("反映人姓名", hint="姓名", limit=30)
        self._phone = TextLine("联系电话", hint="手机或座机", limit=30)
        self._address = TextLine("联系地址", limit=100)
        self._child = QCheckBox("未满 14 周岁")
        # It is rare, and Tab takes the liaison through every clue; a command reaches it.
        self._child.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._guardian = TextLine("监护人姓名", hint="由监护人决定并签名", limit=30)
        self._collect = QCheckBox(_COLLECT)
        self._handover = QCheckBox("同意把联系方式交给承办单位，便于回复")
        self._publicity = QCheckBox("同意公开用于宣传，不出现姓名和联系方式")
        hints = ("被反映的单位，没有可不填", "还有可填")
        names = ("不得转给的单位", "不得转给的另一单位")
        self._bars = [Finder(name, hint=hint) for name, hint in zip(names, hints, strict=True)]
        for finder in self._bars:
            finder.follow(self._presenter.handlers)
        for named in (self._named, self._anonymous, self._child, self._collect, self._handover, self._publicity):
            named.setAccessibleName(named.text())

    def _place(self, attachments: QWidget) -> None:
        form = Form()
        receiver = row(gap=3)
        receiver.addWidget(self._receiver, 1)
        receiver.addWidget(plain("日期", "soft"))
        receiver.addWidget(self._date)
        source = row(gap=2)
        source.addWidget(self._source, 3)
        source.addWidget(self._occasion, 2)
        fields: dict[Field, FormField] = {
            Field.RECEIVER: form.add("接收人", self._receiver, beside=receiver, needed=True),
            Field.TITLE: form.add("标题", self.title, needed=True, count=self._title_count),
            Field.ANALYSIS: form.add("情况分析", self._analysis, needed=True, count=self._analysis_count),
            Field.SUGGESTIONS: form.add("具体建议", self._suggestions, needed=True, count=self._suggestions_count),
            Field.SOURCE: form.add("来源", self._source, beside=source, needed=True),
        }
        person = row(self._named, self._anonymous, gap=2)
        person.addWidget(self._name, 1)
        person.addWidget(self._child)
        fields[Field.CONTACT] = form.add("联系人", self._name, beside=person, needed=True)
        reach = row(gap=3)
        reach.addWidget(self._phone, 2)
        reach.addWidget(plain("联系地址", "soft"))
        reach.addWidget(self._address, 4)
        self._reach = form.add("联系电话", self._phone, beside=reach)
        fields[Field.GUARDIAN] = form.add("监护人", self._guardian, needed=True)
        consents = column(self._collect, self._handover, self._publicity, gap=0)
        fields[Field.CONSENT] = form.add("反映人同意", self._collect, beside=consents)
        bars = row(gap=2)
        for finder in self._bars:
            bars.addWidget(finder, 1)
        form.add("归入", self.places)
        form.add("不得转给", self._bars[0], beside=bars)
        form.add("附件", attachments)
        fields[Field.RECEIVED_ON] = FormField(fields[Field.RECEIVER].label, self._date, fields[Field.RECEIVER].remark)
        self._fields = {name: fields[name] for name in Field}
        column(form, None, gap=0, parent=self)

    def _listen(self) -> None:
        for line in (self._receiver, self.title, self._name, self._phone, self._address, self._guardian):
            line.textChanged.connect(self._changed)
        for area in (self._analysis, self._suggestions):
            area.textChanged.connect(self._changed)
        self._source.currentIndexChanged.connect(self._source_changed)
        self._occasion.currentIndexChanged.connect(self._changed)
        self._date.dateChanged.connect(self._changed)
        self.places.edited.connect(self._changed)
        for finder in self._bars:
            finder.editTextChanged.connect(self._changed)
        for toggle in (self._anonymous, self._child, self._collect, self._handover, self._publicity):
            toggle.toggled.connect(self._changed)
        self._style.changed.connect(self._update_looks)

    # -- reacting

    def _changed(self) -> None:
        if not self._quiet:
            self._update_looks()
            if self._complaining:
                self._mark(self._presenter.missing(self.content()))
            self.edited.emit()

    def _source_changed(self) -> None:
        if not self._quiet:
            self._offer_occasions()
            self._changed()

    def _offer_occasions(self) -> None:
        self._occasion.follow(partial(self._presenter.occasions, self._source.code))
        self._occasion.setEnabled(bool(self._occasion.count()))

    def _update_looks(self) -> None:
        title = len(self.title.text())
        self._title_count.setText(f"{title}/{TITLE_LIMIT}")
        set_tone(self._title_count, "warn" if title > TITLE_SOFT else "")
        for area, label in ((self._analysis, self._analysis_count), (self._suggestions, self._suggestions_count)):
            length = len(area.toPlainText().strip())
            label.setText(f"{length} 字")
            set_tone(label, "warn" if length > BODY_LONG else "")
        named = not self._anonymous.isChecked()
        for field in (self._name, self._phone, self._address, self._child, self._collect, self._handover):
            field.setEnabled(named)
        child = named and self._child.isChecked()
        self._fields[Field.GUARDIAN].show(shown=child)
        self._collect.setText(f"监护人{_COLLECT}" if child else _COLLECT)
