"""What can be asked for the safety of the record: backup, restore, verify, move, doctor."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import Commands, add_command


def add_safekeeping_commands(commands: Commands) -> None:
    """The commands for backups and checks."""
    backup = add_command(commands, "backup", "备份：写成一个文件，并立即试恢复一遍")
    backup.add_argument(
        "-o", "--output", type=Path, metavar="文件夹", help="存放备份的文件夹（默认在工作台内，并按天、周、月清理旧的）"
    )
    backup.add_argument("--if-due", action="store_true", help="今天已有完好的备份就不再做（供定时任务使用）")

    restore = add_command(commands, "restore", "恢复：把备份放回来，也用于换电脑")
    restore.add_argument("file", type=Path, metavar="备份文件")
    restore.add_argument("--replace", action="store_true", help="该处已有工作台时，先移到一旁再放回备份")

    verify = add_command(commands, "verify", "核对：逐项检查数据和附件；给出备份文件时试恢复它")
    verify.add_argument("file", type=Path, nargs="?", metavar="备份文件")
    verify.add_argument("--repair", action="store_true", help="重建可以重建的部分（查找索引）")

    move = add_command(commands, "move", "区办公室：把数据从本机文件移到 PostgreSQL")
    move.add_argument("--database", required=True, metavar="地址", help="例如 postgresql://用户名@服务器:5432/数据库名")
    move.add_argument("--database-password-file", type=Path, metavar="文件", help="存放数据库密码的文件，取第一行")

    doctor = add_command(
        commands, "doctor", "体检：版本、时钟、磁盘、加密、钥匙串、字体、打印机、输入法、备份、到区办公室的网络"
    )
    doctor.add_argument("-o", "--output", type=Path, metavar="文件", help="另存一份求助包，与 support 写出的一样")
    support = add_command(commands, "support", "求助包：体检结果、版本、条数、出错的位置，不含任何人的信息")
    support.add_argument("file", type=Path, metavar="文件", help="写出的求助包（zip）")
    for command in (doctor, support):
        command.add_argument(
            "--closed", action="store_true", help="不打开工作台（忘了口令、数据损坏时），只检查这台电脑"
        )
