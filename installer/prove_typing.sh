# Sourced by prove_package.sh: real keys, made Chinese by a real input method, arrive in the record of the installed program.
#
# Fcitx 4 is what UOS V20 and Kylin V10 have, fcitx 5 what came later; each stands in the bare system as it comes from
# Debian, on a session bus of its own. The keys are pressed on the X server, by the host; nothing tells the program
# what was meant.
# shellcheck shell=bash

typed_home=/home/desk/typed

# on_screen COMMAND…: as the user of the session that is open in the root file system.
on_screen() {
    setting=(DISPLAY=":$screen" XDG_RUNTIME_DIR=/home/desk/run QT_IM_MODULE=fcitx
        "DBUS_SESSION_BUS_ADDRESS=$(cat "$root/home/desk/bus")")
    local code=0
    as_desk "$@" || code=$?
    setting=()
    return "$code"
}

# until_true WHAT COMMAND…: tries it for a minute.
until_true() {
    local what=$1 end=$((SECONDS + 60))
    shift
    until "$@" >/dev/null 2>&1; do
        [[ $SECONDS -lt $end ]] || { cat "$folder/session.log" "$folder"/window.* >&2 || true; fail "$what"; }
        sleep 0.2
    done
}

press() { DISPLAY=":$screen" xdotool key --delay 30 "$@"; }
type_letters() { DISPLAY=":$screen" xdotool type --delay 25 "$1"; }
window_titled() { DISPLAY=":$screen" xdotool search --onlyvisible --name "$1"; }

# There is no window manager that would give the keyboard to the window.
focus_window() {
    until_true "没有标题里有“$1”的窗口" window_titled "$1"
    DISPLAY=":$screen" xdotool windowfocus --sync "$(window_titled "$1" | tail -1)"
}

# titles: those of all clues in the record, read by a second start of the program.
titles() {
    as_desk "$program" --home "$typed_home" --passphrase-file /home/desk/typed.passphrase list --json &&
        python3 -c 'import json, sys
for each in json.load(open(sys.argv[1]))["clues"]:
    print(each["title"])' "$folder/out"
}

stands() { titles | grep --quiet --line-regexp --fixed-strings "$1"; }

# session COMMAND…: a session bus in the root file system with the input method on it, until its standard input ends.
session() {
    chroot --userspec=desk:desk "$root" env -i HOME=/home/desk PATH=/usr/bin:/bin LANG=C.UTF-8 \
        DISPLAY=":$screen" XDG_RUNTIME_DIR=/home/desk/run dbus-run-session -- \
        sh -c 'echo "$DBUS_SESSION_BUS_ADDRESS" >/home/desk/bus.part; mv /home/desk/bus.part /home/desk/bus; exec "$0" "$@"' \
        "$@" >"$folder/session.log" 2>&1 </dev/null
}

# input_method NAME: what its packages, its command and its remote control are called; and that it knows pinyin.
input_method() {
    local place=$root/home/desk/.config/$1
    rm -rf "$place"
    mkdir -p "$place"
    if [[ $1 == fcitx ]]; then
        im_packages=(fcitx-bin fcitx-data fcitx-module-dbus fcitx-module-x11 fcitx-pinyin fcitx-ui-classic)
        im_command=(fcitx -D)
        im_remote=fcitx-remote
        im_bus=org.fcitx.Fcitx-$screen
        printf '[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n' >"$place/profile"
    else
        im_packages=(fcitx5 fcitx5-pinyin)
        im_command=(fcitx5 --disable=wayland,kimpanel,clipboard,notificationitem,notifications,unicode,quickphrase)
        im_remote=fcitx5-remote
        im_bus=org.fcitx.Fcitx5
        printf '%s\n' '[Groups/0]' Name=Default 'Default Layout=us' DefaultIM=pinyin '[Groups/0/Items/0]' \
            Name=keyboard-us Layout= '[Groups/0/Items/1]' Name=pinyin Layout= '[GroupOrder]' 0=Default >"$place/profile"
    fi
    chroot "$root" chown -R desk: /home/desk/.config
}

has_input_method() {
    on_screen dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
        org.freedesktop.DBus.NameHasOwner "string:$im_bus" && grep -q true "$folder/out"
}

# written PINYIN WORDS: types into the field that has the keyboard until the words stand in the record.
written() {
    on_screen "$im_remote" -s pinyin
    on_screen "$im_remote" -o
    press ctrl+a
    type_letters "$1"
    press space
    local end=$((SECONDS + 8))
    until stands "$2"; do
        [[ $SECONDS -lt $end ]] || return 1
    done
}

# unlocked: types the passphrase until the desk is open; the field comes a moment after the window.
unlocked() {
    press ctrl+a
    type_letters "$typed_passphrase"
    press Return
    local end=$((SECONDS + 15))
    until window_titled 沙园街道; do
        [[ $SECONDS -lt $end ]] || return 1
        sleep 0.2
    done
}

# type_chinese NAME: what is written with this input method stands in the record; the window ends without a word.
type_chinese() {
    local waiter session pid code=0
    typed_passphrase=long-enough-for-a-test-2026
    input_method "$1"
    as_root apt-get install -y --no-install-recommends dbus "${im_packages[@]}"
    rm -rf "$root$typed_home" "$root/home/desk/bus" "$root/home/desk/run"
    printf '%s\n' "$typed_passphrase" >"$root/home/desk/typed.passphrase"
    chroot "$root" chown desk: /home/desk/typed.passphrase
    chmod 600 "$root/home/desk/typed.passphrase"
    mkdir -m 700 "$root/home/desk/run"
    chroot "$root" chown desk: /home/desk/run
    as_desk "$program" --home "$typed_home" --passphrase-file /home/desk/typed.passphrase init --role workroom --unit SY \
        --operator 张联络 || fail "$1：没有建立工作台"
    session "${im_command[@]}" &
    session=$!
    until_true "$1：会话没有起来" test -e "$root/home/desk/bus"
    until_true "$1：输入法没有起来" has_input_method
    on_screen_window &
    waiter=$!
    focus_window 百姓提案线索工作台
    on_screen "$im_remote" -c
    until_true "$1：窗口没有解锁" unlocked
    press ctrl+n
    until_true "$1：拼音没有变成字" written ludeng 路灯
    pid=$(pgrep --full --exact "$program --home $typed_home" | tail -1)
    kill -TERM "$pid"
    wait "$waiter" || code=$?
    [[ $code -eq 0 && ! -s $folder/window.err && ! -s $folder/window.out ]] ||
        { cat "$folder/window.err" "$folder/window.out" >&2; fail "$1：窗口的结束代码 $code，或有意外的输出"; }
    stands 路灯 || fail "$1：记录里没有“路灯”"
    # Only this proof's processes are to be seen here. The session ends with the input method.
    kill "$(pgrep --exact "${im_command[0]}" | head -1)"
    wait "$session" || true
    echo "$1：敲 ludeng 和空格，记录里是“路灯”"
}

# The window's output goes to files of its own: the record is read while it is open.
on_screen_window() {
    chroot --userspec=desk:desk "$root" env -i HOME=/home/desk PATH=/usr/bin:/bin LANG=C.UTF-8 QT_IM_MODULE=fcitx \
        DISPLAY=":$screen" XDG_RUNTIME_DIR=/home/desk/run \
        "DBUS_SESSION_BUS_ADDRESS=$(cat "$root/home/desk/bus")" "$program" --home "$typed_home" \
        >"$folder/window.out" 2>"$folder/window.err" </dev/null
}
