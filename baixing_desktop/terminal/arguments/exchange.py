"""What can be asked of the batch log: batch, sync, serve, selftest."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command

DEFAULT_PORT = 8443


def add_exchange_commands(commands: Commands) -> None:
    """The commands on the batch log."""
    batch = commands.add_parser("batch", help="批次文件：封装、接收、回执", description="批次文件：封装、接收、回执")
    steps = batch.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    seal = add_command(steps, "seal", "工作室：把待报送的线索封装成文件")
    seal.add_argument("-o", "--output", type=Path, required=True, metavar="文件夹", help="存放批次文件的文件夹或优盘")
    seal.add_argument("--news", action="store_true", help="没有线索要报送时，也写一个文件去取区办公室的消息")
    receive = add_command(steps, "receive", "区办公室：接收批次文件并写出回执")
    receive.add_argument("file", type=Path, metavar="批次文件")
    receive.add_argument("-o", "--output", type=Path, metavar="文件夹", help="存放回执的文件夹（默认与批次文件同处）")
    receipt = add_command(steps, "receipt", "工作室：读入回执文件")
    receipt.add_argument("file", type=Path, metavar="回执文件")

    clean = add_command(steps, "clean", "工作室：列出已有回执、可以清除的批次文件")
    clean.add_argument("folder", type=Path, metavar="文件夹", help="优盘或共享文件夹")
    clean.add_argument("--erase", action="store_true", help="清除它们")

    together = add_command(commands, "sync", "报送并取回结果；区办公室：接收共享文件夹里的批次")
    together.add_argument(
        "--folder", type=Path, metavar="文件夹", help="通过共享文件夹交换，不用网络；区办公室不写时用设置里的"
    )
    serve = add_command(commands, "serve", "区办公室：启动接收服务")
    serve.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址（默认只限本机）")
    serve.add_argument(
        "--port", type=int, default=DEFAULT_PORT, metavar="端口", help=f"默认 {DEFAULT_PORT}，0 表示任选"
    )
    serve.add_argument(
        "--folder", type=Path, action="append", default=[], metavar="文件夹", help="除了设置里的，还接收这个共享文件夹"
    )
    serve.add_argument("--until-input-ends", action="store_true", help="标准输入关闭时停止（由别的程序启动时使用）")
    selftest = add_command(commands, "selftest", "用临时数据走完整个流程，检查本机能否正常工作")
    selftest.add_argument("--keep", type=Path, metavar="文件夹", help="保留检查中产生的文件")
