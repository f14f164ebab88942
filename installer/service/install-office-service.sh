#!/bin/sh
# Sets up the receiving service and the daily backup of a district office under systemd, or takes them back.
#
#     sudo sh install-office-service.sh KEY [--user NAME] [--home DIR] [--folder DIR]…
#     sudo sh install-office-service.sh --remove
#
# KEY       what `baixing recovery service-key -o KEY` wrote; it is moved to where only root can read it.
# --user    the account that the desk belongs to (who called sudo, if none is named); the service runs under it.
# --home    the desk, if it does not lie where the program puts it by itself.
# --folder  a shared folder that is set in the program: the service may write nowhere else but in the desk.
set -eu

here=$(dirname "$(readlink -f "$0")")
root=${ROOT:-}
key=$root/etc/baixing/service.key
units=$root/etc/systemd/system

fail() {
    echo "$1" >&2
    exit "${2:-1}"
}

# With ROOT set, files are written below it and systemd is left alone (the tests do that).
control() { [ -n "$root" ] || systemctl "$@"; }

usage() { fail "用法：sudo sh $0 服务密钥文件 [--user 账户] [--home 文件夹] [--folder 共享文件夹]…；或 --remove" 2; }

remove() {
    control disable --now baixing-office.service baixing-backup.timer baixing-backup.service 2>/dev/null || true
    rm -rf "$units/baixing-office.service.d" "$units/baixing-backup.service.d"
    rm -f "$key"
    control daemon-reload
    echo "接收服务和定时备份已经停下并去掉；工作台没有改动。已有的服务密钥要作废的，请再生成一份。"
}

user=${SUDO_USER:-} home='' given='' folders=''
while [ $# -gt 0 ]; do
    case $1 in
    --remove)
        remove
        exit
        ;;
    --user | --home | --folder)
        [ $# -ge 2 ] || usage
        case $1 in
        --user) user=$2 ;;
        --home) home=$2 ;;
        # One that is not there when the computer starts must not keep the service from starting.
        --folder) folders="$folders \"-$2\"" ;;
        esac
        shift 2
        ;;
    -*) usage ;;
    *)
        [ -z "$given" ] || usage
        given=$1
        shift
        ;;
    esac
done
[ -n "$given" ] || usage
[ -n "$user" ] && [ "$user" != root ] || fail "请用 --user 写明工作台是哪个账户的；服务不用 root 运行。"
own=$(getent passwd "$user" | cut -d: -f6)
[ -n "$own" ] || fail "没有账户“$user”。"
[ -n "$home" ] || home=$own/.local/share/baixing-desktop
home=$(readlink -f "$home") && [ -f "$home/vault.json" ] || fail "“$home”里没有工作台。请先建立，或用 --home 写明在哪里。"
[ -f "$given" ] || fail "没有文件“$given”。"

for unit in baixing-office baixing-backup; do
    mkdir -p "$units/$unit.service.d"
    # Of the people's own folders the service sees the desk and nothing else.
    cat >"$units/$unit.service.d/desk.conf" <<CONF
[Service]
User=$user
Environment="BAIXING_HOME=$home"
ProtectHome=tmpfs
BindPaths="$home"
ReadWritePaths="$home"$folders
CONF
done
mkdir -p "$(dirname "$key")"
if [ "$(readlink -f "$given")" != "$(readlink -f "$key")" ]; then
    (umask 077 && cat "$given" >"$key.new")
    mv "$key.new" "$key"
    shred --remove "$given" 2>/dev/null || rm "$given"
fi
control daemon-reload
control enable "$here/baixing-office.service" "$here/baixing-backup.service" "$here/baixing-backup.timer"
control restart baixing-office.service baixing-backup.timer
echo "好了：开机就接收，每天中午备份，都用账户“$user”。看情况：systemctl status baixing-office"
