"""Three short steps on one calm page: where, who, what guards it."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from ui.help.door import DoorHelp
from ui.help.practice import OPENING, open_practice
from ui.icons import icon_label
from ui.jobs import Jobs
from ui.pages.first_start.presenter import Answers, FirstStart
from ui.shell.notices import ProblemBar
from ui.style import Style, space
from ui.text import plain
from ui.widgets.big_choice import BigChoice
from ui.widgets.buttons import button
from ui.widgets.choice_grid import ChoiceGrid
from ui.widgets.fields import TextLine
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import column, row
from ui.widgets.one_of import OneOf
from ui.widgets.states import Remark

_FACES = (
    (Face.WORKROOM, "users", "街道政协委员工作室", "接访群众，登记线索，打印附件3，报送区政协办公室。直报点也选这里。"),
    (Face.OFFICE, "landmark", "区政协办公室", "接收各工作室的线索，审核受理，分类转办，督促答复。"),
)
_STEPS = ("用在哪里", "单位和经办人", "保护数据")


class FirstStartPage(QWidget):
    """Asks, makes the home in the background, and calls ``ready`` with the passphrase."""

    def __init__(self, style: Style, jobs: Jobs, presenter: FirstStart, ready: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._style, self._jobs, self._presenter, self._ready = style, jobs, presenter, ready
        self._face = Face.WORKROOM
        self._problem = ProblemBar(style)
        self._help = DoorHelp(style, self, "start")
        self._steps = [plain(f"{n}  {words}", "soft") for n, words in enumerate(_STEPS, start=1)]
        self._stack = OneOf()
        self._feet: list[QWidget] = []
        self._parts = (self._where(), self._who(), self._guard())
        for step in self._parts:
            self._stack.add(step)
        self._build()
        self._show_step(0)
        jobs.run(self, presenter.keyring, self._know_keyring, self._problem.show_problem)

    def focus(self) -> None:
        """Put the focus on the first choice."""
        self._show_step(self._stack.shown)

    # -- building

    def _build(self) -> None:
        inside, self._foot = QWidget(), OneOf()
        for each in self._feet:
            self._foot.add(each)
        marks = row(*self._steps, None, gap=5)
        welcome = row(icon_label(self._style, "baixing", "text", 48), gap=4)
        welcome.addLayout(column(plain("建立工作台", "title"), plain("只需三步，约一分钟。", "soft"), gap=1), 1)
        welcome.addWidget(self._help.button)
        column(welcome, marks, self._problem, self._stack, None, gap=4, margin=5, parent=inside)
        self._box, holder = Footed(inside, self._foot), QWidget()
        self._box.setMaximumWidth(860)
        middle = row(gap=0, parent=holder)
        middle.setContentsMargins(space(5), space(3), space(5), space(3))
        middle.addStretch(1)
        middle.addLayout(column(self._box, None, gap=0), 20)
        middle.addStretch(1)
        around = row(gap=0, parent=self)
        around.addWidget(holder, 1)
        around.addWidget(self._help)

    def _where(self) -> QWidget:
        holder = QWidget()
        self._choices = [self._face_choice(*each) for each in _FACES]
        self._practice = button(self._style, "先练习一下", self._practise, kind="quiet")
        self._practice_words = plain("里面都是样例，用完即删，到不了区政协办公室。", "soft", wrap=True)
        practice = row(self._practice, gap=2)
        practice.addWidget(self._practice_words, 1)
        column(plain("这台电脑用在哪里？", "heading"), *self._choices, practice, None, gap=3, parent=holder)
        return holder

    def _practise(self) -> None:
        try:
            open_practice()
        except UserError as error:
            self._problem.show_problem(error)
        else:
            self._practice_words.setText(OPENING)

    def _face_choice(self, face: Face, icon: str, title: str, what: str) -> BigChoice:
        made = BigChoice(self._style, icon, title, what)
        made.clicked.connect(lambda _on=False: self._choose_face(face))
        return made

    def _who(self) -> QWidget:
        holder = QWidget()
        self._unit_title = plain("哪个单位？", "heading")
        self._units = ChoiceGrid(self._style, "单位")
        self._unit_wrong = plain("", "small", tone="bad")
        self._unit_wrong.hide()
        self._operator = TextLine("经办人姓名", hint="例如：李敏", limit=20)
        onward = button(self._style, "下一步", self._after_who, kind="primary", keys="回车")
        form = Form()
        self._operator_field = form.add("经办人姓名", self._operator, needed=True)
        self._operator.returnPressed.connect(self._after_who)
        self._units.pointed.connect(self._operator.setFocus)
        column(
            self._unit_title, self._units, self._unit_wrong, 2, form, None,
            gap=3, parent=holder,
        )  # fmt: skip
        self._buttons(onward, 0)
        return holder

    def _guard(self) -> QWidget:
        holder = QWidget()
        self._guard_words = plain("", wrap=True)
        self._pass = TextLine("口令", secret=True)
        self._again = TextLine("再输一次口令", secret=True)
        self._finish = button(self._style, "建立工作台", self._make, kind="primary", keys="回车")
        form = Form()
        self._pass_field = form.add("口令", self._pass)
        self._pass_field.hint(self._presenter.words)
        self._again_field = form.add("再输一次", self._again)
        self._again.returnPressed.connect(self._make)
        self._pass.returnPressed.connect(self._again.setFocus)
        warning = Remark(
            self._style,
            "warn",
            "口令只归您个人使用。打开后请在“人员”里打印恢复表，封好交单位保管。",
        )
        column(
            plain("数据怎样保护？", "heading"),
            self._guard_words,
            form,
            warning,
            None,
            gap=3,
            parent=holder,
        )
        self._buttons(self._finish, 1)
        return holder

    def _buttons(self, onward: QPushButton, back: int) -> None:
        """Below the step, in sight however low the window is."""
        holder = QWidget()
        row(button(self._style, "上一步", lambda: self._show_step(back)), None, onward, parent=holder)
        self._feet.append(holder)

    # -- moving

    def _show_step(self, number: int) -> None:
        self._stack.show_one(self._parts[number])
        self._box.show_foot(shown=number > 0)
        if number:
            self._foot.show_one(self._feet[number - 1])
        for n, mark in enumerate(self._steps):
            mark.setProperty("tone", "accent" if n == number else "")
            mark.style().polish(mark)
        if number == 0:
            self._choices[0 if self._face is Face.WORKROOM else 1].setFocus()
        elif number == 1:
            self._units.focus_first() if not self._units.code else self._operator.setFocus()
        else:
            self._pass.setFocus()

    def _choose_face(self, face: Face) -> None:
        self._face = face
        options = self._presenter.units(face)
        self._units.offer(options)
        if len(options) == 1:
            self._units.choose(options[0][0])
        self._unit_title.setText("哪个工作室或直报点？" if face is Face.WORKROOM else "单位")
        self._show_step(1)

    def _after_who(self) -> None:
        wrong = self._presenter.wrong(self._answers())
        self._unit_wrong.setText(wrong.get("unit", ""))
        self._unit_wrong.setVisible("unit" in wrong)
        self._operator_field.wrong(wrong.get("operator", ""))
        if "unit" in wrong:
            self._units.focus_first()
        elif "operator" in wrong:
            self._operator.setFocus()
        else:
            self._show_step(2)

    def _know_keyring(self, available: bool) -> None:
        self._guard_words.setText(
            "数据在本机加密保存。密钥分成两半，一半由口令保管，一半由这台电脑的系统密钥库保管：只有硬盘或只有口令都打不开。"
            if available
            else "数据在本机加密保存。这台电脑没有可用的系统密钥库，只靠口令保护，请选一个别人猜不到的口令。"
        )

    def _answers(self) -> Answers:
        return Answers(self._face, self._units.code, self._operator.text(), self._pass.text(), self._again.text())

    def _make(self) -> None:
        answers = self._answers()
        wrong = self._presenter.wrong(answers)
        self._pass_field.hint(self._presenter.words)
        if "passphrase" in wrong:
            self._pass_field.wrong(wrong["passphrase"])
        self._again_field.wrong(wrong.get("repeated", ""))
        if wrong:
            (self._pass if "passphrase" in wrong else self._again).setFocus()
            return
        self._finish.setEnabled(False)
        self._problem.dismiss()
        self._jobs.run(
            self, lambda: self._presenter.make(answers), lambda _done: self._ready(answers.passphrase), self._failed
        )

    def _failed(self, error: UserError) -> None:
        self._finish.setEnabled(True)
        self._problem.show_problem(error)
