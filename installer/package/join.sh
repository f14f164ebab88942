#!/bin/sh
# Makes the installed program known where the system does not look below /opt/apps by itself: the command `baixing`,
# and on Debian and Ubuntu the menu entry, the icon and the kinds of files. The administrator runs it once, as root;
# the package itself has no scripts.
#
#     sudo sh /opt/apps/cn.hzzx.baixing/files/join.sh [--remove]
#
# Only links are made, below PREFIX (else /usr/local), so an upgrade needs nothing more. Files of others are left.
set -eu

place=$(dirname "$(dirname "$(readlink -f "$0")")")
appid=$(basename "$place")
prefix=${PREFIX:-/usr/local}

# link NAME TARGET: makes it, or with --remove takes it away; what is no link of ours stays.
link() {
    if [ -L "$prefix/$1" ] && [ "$(readlink "$prefix/$1")" = "$2" ]; then
        [ "$wish" = make ] || rm "$prefix/$1"
    elif [ "$wish" = make ]; then
        if [ -e "$prefix/$1" ] || [ -L "$prefix/$1" ]; then
            echo "$prefix/$1 已经有了，不是本程序的，没有改动。" >&2
            exit 1
        fi
        mkdir -p "$(dirname "$prefix/$1")"
        ln -s "$2" "$prefix/$1"
    fi
}

case ${1:-} in
'') wish=make ;;
--remove) wish=remove ;;
*)
    echo "用法：sudo sh $0 [--remove]" >&2
    exit 2
    ;;
esac
link bin/baixing "$place/files/baixing"
link "share/applications/$appid.desktop" "$place/entries/applications/$appid.desktop"
link "share/icons/hicolor/scalable/apps/$appid.svg" "$place/entries/icons/hicolor/scalable/apps/$appid.svg"
link "share/mime/packages/$appid.xml" "$place/entries/mime/packages/$appid.xml"
if command -v update-mime-database >/dev/null && [ -d "$prefix/share/mime/packages" ]; then
    XDG_DATA_DIRS="$prefix/share:/usr/share" update-mime-database "$prefix/share/mime"
fi
if command -v update-desktop-database >/dev/null && [ -d "$prefix/share/applications" ]; then
    update-desktop-database "$prefix/share/applications"
fi
if [ "$wish" = make ]; then
    echo "好了：命令是 baixing，菜单里是“百姓提案线索工作台”。"
else
    echo "命令和菜单项已经去掉。"
fi
