# Sourced by prove_package.sh: an older package is updated in place from a signed update package, and back again.
# shellcheck shell=bash

kept=/home/desk/upgraded

# make_update: a release key of this proof, an older package that ships its public half, and the package, signed with it.
make_update() {
    local tree=$folder/older python=${PYTHON:-$checkout/.venv/bin/python}
    dpkg-deb --raw-extract "${older:-$package}" "$tree"
    # Until a version is out, an earlier build has the same number.
    if [[ $(dpkg-deb --field "${older:-$package}" Version) == $(dpkg-deb --field "$package" Version) ]]; then
        sed -i 's/^Version: .*/Version: 0.0.9.0/' "$tree/DEBIAN/control"
    fi
    older_version=$(sed -n 's/^Version: //p' "$tree/DEBIAN/control")
    # A file that a later version no longer has must not stay.
    touch "$tree/opt/apps/$appid/files/_internal/left-from-before"
    "$python" - "$checkout" "$folder/release.key" "$tree/opt/apps/$appid/files/_internal/resources/release/keys.json" \
        "$package" "$folder" <<'PYTHON'
import shutil
import sys
from pathlib import Path

checkout, private, keys, package, folder = map(Path, sys.argv[1:])
sys.path.insert(0, str(checkout / "installer" / "package"))
import release

release.make_key(private, keys)
shutil.copyfile(package, folder / package.name)
# Under the number of a version to come: both programs of this proof may still have the same one.
release.make_package(folder / package.name, private, "证明用", "99.0.0").rename(folder / "update.bxup")
damaged = bytearray((folder / "update.bxup").read_bytes())
damaged[-1000] ^= 1
(folder / "damaged.bxup").write_bytes(damaged)
PYTHON
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$tree" "$folder/older.deb" >/dev/null
    rm -r "$tree" "$folder/release.key"
}

# on_kept COMMAND…: with the kept home; fails the proof when it fails.
on_kept() {
    as_desk "$program" --home "$kept" --passphrase-file /home/desk/passphrase "$@" ||
        { cat "$folder/out" "$folder/err" >&2; fail "$*"; }
}

clues_kept() {
    on_kept list --json
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["total"])' "$folder/out"
}

installed_version() { chroot "$root" dpkg-query --show --showformat '${Version}' "$appid"; }

upgrade() {
    local before backup file
    cp "$folder"/{older.deb,update.bxup,damaged.bxup} "$root/home/desk"
    cp --recursive "$checkout/tests/museum/0.1.0/workroom" "$root$kept"
    chroot "$root" chown -R desk: /home/desk
    chroot "$root" chmod -R go= "$kept"
    as_root apt-get install -y --no-install-recommends /home/desk/older.deb
    before=$(clues_kept)

    # The signature is the manifest's; that the package is another one is found when it is taken out.
    ! as_desk "$program" --home "$kept" --passphrase-file /home/desk/passphrase update apply /home/desk/damaged.bxup \
        -o /home/desk || fail "改动过的更新包没有被拒绝"
    [[ ! -e $root/home/desk/$(basename "$package") ]] || fail "改动过的更新包被取出来了"
    on_kept update check /home/desk/update.bxup
    on_kept --json update apply /home/desk/update.bxup -o /home/desk
    read -r file backup < <(python3 -c 'import json, sys
made = json.load(open(sys.argv[1]))
print(made["file"], made["backup"])' "$folder/out")
    [[ $(installed_version) == "$older_version" ]] || fail "程序自己换了安装包"
    as_root apt-get install -y --no-install-recommends "$file"
    [[ $(installed_version) == "$(dpkg-deb --field "$package" Version)" ]] || fail "没有更新"
    [[ ! -e $root/opt/apps/$appid/files/_internal/left-from-before ]] || fail "旧版的文件还在"
    selftest >/dev/null
    [[ $(clues_kept) -eq $before ]] || fail "更新以后条数不对"
    on_kept verify
    echo "从 $older_version 用更新包更新到 $(installed_version)：$before 条线索都在，旧文件没有留下"

    as_root apt-get install -y --no-install-recommends --allow-downgrades /home/desk/older.deb
    on_kept restore "$backup" --replace
    [[ $(clues_kept) -eq $before && $(installed_version) == "$older_version" ]] || fail "退回以后条数不对"
    echo "装回 $older_version，恢复更新前的备份：$before 条线索都在"
    as_root apt-get purge -y "$appid"
}
