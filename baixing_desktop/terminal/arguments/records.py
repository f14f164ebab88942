"""What can be asked of the record: init, import, list, show, form."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import Commands, add_command, add_second_person, count, words


def add_record_commands(commands: Commands) -> None:
    """The commands on the record."""
    init = add_command(commands, "init", "建立工作台")
    init.add_argument(
        "--role", choices=("workroom", "office"), required=True, help="workroom 街道工作室，office 区办公室"
    )
    init.add_argument("--unit", required=True, metavar="单位代码", help="例如沙园街道工作室 SY，区办公室 HZZX")
    init.add_argument("--operator", required=True, metavar="姓名", help="使用人的姓名：第一个人，也是系统管理员")
    init.add_argument(
        "--database",
        metavar="地址",
        help="区办公室：数据存放在 PostgreSQL 中，例如 postgresql://用户名@服务器:5432/数据库名",
    )
    init.add_argument("--database-password-file", type=Path, metavar="文件", help="存放数据库密码的文件，取第一行")

    imported = add_command(commands, "import", "导入线索（xlsx、xls、csv、tsv、jsonl）")
    imported.add_argument("file", type=Path, metavar="文件")
    imported.add_argument(
        "--map", action="append", default=[], metavar="原列名=标题", help="指明列的对应关系，可多次使用"
    )
    imported.add_argument("--dry-run", action="store_true", help="只试算，不写入")

    listed = add_command(commands, "list", "列出线索")
    listed.add_argument("--query", type=words, default="", metavar="文字", help="只列出含有这些文字的线索")
    listed.add_argument("--contacts", action="store_true", help="号码也在联系方式里找，会留下记录")
    listed.add_argument("--limit", type=count, default=200, metavar="条数", help="最多列出多少条（默认 200）")

    shown = add_command(commands, "show", "查看一条线索")
    shown.add_argument("id", type=words, metavar="编号")
    shown.add_argument("--reveal", action="store_true", help="显示完整的联系方式（会留下记录）")

    form = add_command(commands, "form", "生成附件3表格（pdf）")
    form.add_argument("ids", nargs="*", type=words, metavar="编号")
    form.add_argument("--all", action="store_true", help="全部线索")
    form.add_argument("--blank", action="store_true", help="空白表")
    form.add_argument("--strict", action="store_true", help="严格按附件3，不加编号和签名栏")
    form.add_argument("--notice", action="store_true", help="另加一页：个人信息处理告知与同意")
    add_second_person(form, "人数多时，确认的另一个人")
    form.add_argument("-o", "--output", type=Path, required=True, metavar="文件夹", help="存放表格的文件夹")
