#!/usr/bin/env bash
# Proof that the Linux package works on bare systems: Debian 11 (glibc 2.31) and Debian 12.
#
#     sudo bash installer/prove_package.sh DIR PACKAGE [OLDER]
#
# DIR      where the root file systems are made (about 1 GB each); must not exist yet, is left for a look.
# PACKAGE  the .deb.
# OLDER    a .deb of an earlier version, from which the upgrade is tried; without it, PACKAGE under an older number.
#
# First: nothing in it asks for a glibc newer than 2.28. In each system: install, self-test, upgrade a kept home of
# 0.1.0, open the window without and with a screen and end it, type Chinese through fcitx 4 and 5, remove; then
# install the older one, update it from a signed update package, and go back as the manual says. A word more than
# expected, another exit code, or a home that is not as it was, ends the proof.
# SUITES="bookworm" in the environment proves it on one of the two only.
# Needs root, debootstrap, objdump, Xvfb, xwininfo, xdotool, and in PYTHON one that has the program's dependencies
# (`dev.py build smoke` sees to that).
set -euo pipefail

if [[ $# -lt 2 || $# -gt 3 || $EUID -ne 0 || -e $1 ]]; then
    sed -n '2,19s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
for tool in debootstrap objdump Xvfb xwininfo xdotool; do
    command -v "$tool" >/dev/null || { printf '没有安装 %s\n' "$tool" >&2; exit 2; }
done
if [[ -z ${PROVING:-} ]]; then
    # The mounts and processes made below vanish with these namespaces, however the script ends.
    PROVING=1 exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
        bash "${BASH_SOURCE[0]}" "$@"
fi

folder=$(realpath --canonicalize-missing "$1")
package=$(realpath "$2")
older=${3:+$(realpath "$3")}
checkout=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
appid=$(dpkg-deb --field "$package" Package)
program=/opt/apps/$appid/files/baixing
setting=()
# shellcheck source=installer/prove_typing.sh
source "$checkout/installer/prove_typing.sh"
# shellcheck source=installer/prove_upgrade.sh
source "$checkout/installer/prove_upgrade.sh"

make_root() {
    debootstrap --variant=minbase "$1" "$root" >/dev/null
    apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$root/etc/apt/apt.conf.d/99-network" || true
    local file
    for file in /etc/resolv.conf /etc/hosts; do
        [[ ! -e $file ]] || cp --dereference "$file" "$root$file"
    done
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    chroot "$root" useradd --create-home desk
    cp --recursive "$checkout/tests/museum/0.1.0" "$root/home/desk/kept"
    printf '一句足够长的测试口令\n' >"$root/home/desk/passphrase"
    chroot "$root" chown -R desk: /home/desk
    chroot "$root" chmod -R go= /home/desk/kept /home/desk/passphrase
}

fail() {
    printf '没有通过：%s\n' "$*" >&2
    exit 1
}

# as_root COMMAND…: in the root file system, quietly unless it fails.
as_root() {
    chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
        http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" "$@" >"$folder/said" 2>&1 </dev/null ||
        { cat "$folder/said" >&2; fail "$*"; }
}

# as_desk COMMAND…: as an ordinary user with nothing in the environment; output in $folder/out and err.
as_desk() {
    chroot --userspec=desk:desk "$root" env -i HOME=/home/desk PATH=/usr/bin:/bin LANG=C.UTF-8 "${setting[@]}" "$@" \
        >"$folder/out" 2>"$folder/err" </dev/null
}

# quiet WHAT: nothing was said on standard error.
quiet() { [[ ! -s $folder/err ]] || { cat "$folder/err" >&2; fail "$1：有意外的输出"; }; }

selftest() {
    as_desk "$program" selftest || { cat "$folder/out" "$folder/err" >&2; fail 自检; }
    quiet 自检
    grep -q '自检全部通过' "$folder/out" || fail 自检
    cat "$folder/out"
}

# The program starts itself, locked in, to look at a file that nobody vouches for; it may write no file, so a pipe.
worker() {
    python3 - "$checkout/resources/help/entry.png" >"$folder/request" <<'PYTHON'
import json
import pathlib
import sys

data = pathlib.Path(sys.argv[1]).read_bytes()
head = json.dumps({"task": "read", "mime": "image/png", "limit": 3, "sizes": [len(data)]}).encode()
sys.stdout.buffer.write(len(head).to_bytes(4, "big") + head + data)
PYTHON
    chroot --userspec=desk:desk "$root" "$program" --confined baixing_desktop.scans.worker \
        <"$folder/request" 2>"$folder/err" | cat >"$folder/out" || { cat "$folder/err" >&2; fail 隔离进程; }
    quiet 隔离进程
    grep --text -q '"sizes"' "$folder/out" && ! grep --text -q '"reason"' "$folder/out" || fail 隔离进程
    echo "隔离进程：读了一张图片"
}

migrate() {
    local side wanted found
    for side in workroom office; do
        as_desk "$program" --home "/home/desk/kept/$side" --passphrase-file /home/desk/passphrase list --json ||
            { cat "$folder/out" "$folder/err" >&2; fail "旧版数据 $side"; }
        # The first opening upgrades, and says how far it is; that is all it may say.
        grep -q '^升级完成（' "$folder/err" || fail "旧版数据 $side：没有升级"
        sed -i '/^[^ ]*（[0-9]*\/3）$/d' "$folder/err"
        quiet "旧版数据 $side"
        wanted=$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))[sys.argv[2]]))' \
            "$checkout/tests/museum/0.1.0/expected.json" "$side")
        found=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["total"])' "$folder/out")
        [[ $found -eq $wanted ]] || fail "旧版数据 $side：$found 条，应为 $wanted 条"
        echo "0.1.0 的数据（$side）：升级后 $found 条，都在"
    done
}

# open_window HOW SETTING…: the window opens, stays, and ends with code 0 and no word when it is told to.
open_window() {
    local how=$1 begin=$EPOCHREALTIME pid code=0
    setting=("${@:2}")
    as_desk "$program" --home /home/desk/window &
    local waiter=$!
    for _ in $(seq 300); do
        pid=$(pgrep --full --exact "$program --home /home/desk/window" | tail -1 || true)
        if [[ -n $pid ]] && shown "$how" "$pid"; then
            break
        fi
        kill -0 "$waiter" 2>/dev/null || break
        sleep 0.2
    done
    kill -0 "$waiter" 2>/dev/null || { cat "$folder/out" "$folder/err" >&2; fail "$how：窗口没有留住"; }
    shown "$how" "$pid" || fail "$how：窗口没有出现"
    printf '%s：窗口在 %.1f 秒内出现，' "$how" "$(awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')"
    kill -TERM "$pid"
    wait "$waiter" || code=$?
    setting=()
    [[ $code -eq 0 ]] || { cat "$folder/err" >&2; fail "$how：结束代码 $code"; }
    quiet "$how"
    [[ ! -s $folder/out ]] || { cat "$folder/out" >&2; fail "$how：有意外的输出"; }
    echo "结束时代码 0，没有多余的话"
}

# shown HOW PID: whether the window is there: on the screen, or, without one, its channel for a second start.
shown() {
    if [[ $1 == 屏幕 ]]; then
        DISPLAY=":$screen" xwininfo -root -tree 2>/dev/null | grep -q '百姓提案线索工作台'
    else
        compgen -G "$root/tmp/baixing-*" >/dev/null
    fi
}

# open_screen: an X server under a number that is free; it ends with the proof.
open_screen() {
    mkfifo "$folder/screen"
    # It must not begin anew whenever its last window closes: the next one might come just then.
    Xvfb -displayfd 3 -noreset -screen 0 1366x768x24 -nolisten tcp 3>"$folder/screen" >/dev/null 2>&1 &
    # shellcheck disable=SC2064
    trap "kill $! 2>/dev/null; wait $! 2>/dev/null" EXIT
    read -r screen <"$folder/screen"
    rm "$folder/screen"
}

digest() { (cd "$root/home/desk" && find kept -type f -exec sha256sum {} + | sort); }

prove() {
    local suite=$1
    root=$folder/$suite
    setting=()
    printf '\n== %s\n' "$suite"
    make_root "$suite"
    chroot "$root" ldd --version | sed -n 1p
    cp "$package" "$root/tmp/package.deb"
    as_root apt-get update
    as_root apt-get install -y --no-install-recommends /tmp/package.deb
    selftest
    worker
    migrate
    open_window 无屏幕 QT_QPA_PLATFORM=offscreen
    rm -f "$root"/tmp/baixing-*
    open_window 屏幕 "DISPLAY=:$screen"
    type_chinese fcitx
    type_chinese fcitx5
    local before
    before=$(digest)
    as_root apt-get purge -y "$appid"
    [[ ! -e $root/opt/apps/$appid ]] || fail "卸载后程序还在"
    [[ $(digest) == "$before" ]] || fail "卸载改动了数据"
    echo "卸载干净，数据一个字节未动"
    upgrade
}

# What is packed, not what was built: every object in the .deb is read.
old_enough() {
    dpkg-deb --extract "$package" "$folder/packed"
    python3 - "$checkout/installer/package" "$folder/packed" <<'PYTHON' || return 1
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import linked

found = [linked.read(path) for path in linked.objects(Path(sys.argv[2]))]
late = linked.too_new(found)
for each in late:
    print(f"{each.path}：要 glibc {each.glibc}", file=sys.stderr)
newest = ".".join(map(str, linked.newest_glibc(found)))
print(f"安装包里 {len(found)} 个二进制文件，最高只要 glibc {newest}")
sys.exit(bool(late) or not found)
PYTHON
    rm -r "$folder/packed"
}

# Read whole before anything is done: a checkout that changes meanwhile changes nothing here.
main() {
    mkdir -p "$folder"
    old_enough || fail "有文件要比 2.28 更新的 glibc，或读不出来"
    make_update
    open_screen
    local suite suites=${SUITES:-bullseye bookworm}
    for suite in $suites; do
        prove "$suite"
    done
    printf '\n安装包通过了：%s。\n' "$suites"
}

main
exit
