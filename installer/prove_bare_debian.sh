#!/usr/bin/env bash
# Proof that the README's two commands work on a bare Debian 12 with nothing but python3 and pip.
#
#     sudo bash installer/prove_bare_debian.sh DIR [SHARED]
#
# DIR     where the root file system is made (about 3 GB); must not exist yet, is left for a look.
# SHARED  a folder with sample data, shown beside each clone, where the tests look for it.
#
# What runs inside are fresh clones of the last commit, one of root's, one of an ordinary user's.
# Needs root, git and debootstrap. Of this machine, only what makes the package registries
# reachable is copied: pip's and apt's network settings, certificates, name resolution.
set -euo pipefail

if [[ $# -lt 1 || $# -gt 2 || $EUID -ne 0 || -e $1 ]]; then
    sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
if [[ -z ${PROVING:-} ]]; then
    # The mounts made below vanish with this namespace, however the script ends.
    PROVING=1 exec unshare --mount --propagation private bash "${BASH_SOURCE[0]}" "$@"
fi

root=$(realpath --canonicalize-missing "$1")
shared=${2:+$(realpath "$2")}
checkout=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
door=(python3 installer/dev.py)
network='^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|PIP_(INDEX_URL|PROXY|DEFAULT_TIMEOUT))$'

make_root() {
    debootstrap --variant=minbase --include=python3,python3-pip,ca-certificates bookworm "$root" >/dev/null
    apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$root/etc/apt/apt.conf.d/99-network" || true
    local file
    for file in /etc/pip.conf /etc/resolv.conf /etc/hosts; do
        [[ ! -e $file ]] || cp --dereference "$file" "$root$file"
    done
    mkdir -p "$root/usr/local/share/ca-certificates"
    cp --recursive /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates"
    chroot "$root" update-ca-certificates >/dev/null 2>&1
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
}

# clone USER: a fresh clone in the user's home, with the sample data beside it.
clone() {
    local place
    place=$root$(home "$1")/fresh
    mkdir -p "$place/shared"
    git clone --quiet --no-hardlinks "$checkout" "$place/main"
    chroot "$root" chown -R "$1": "${place#"$root"}"
    [[ -z $shared ]] || mount --bind "$shared" "$place/shared"
}

home() { chroot "$root" getent passwd "$1" | cut -d: -f6; }

# inside USER COMMAND…: run in that clone with an empty environment but for the network's.
inside() {
    local user=$1 name settings=()
    shift
    while read -r name; do
        settings+=("$name=${!name}")
    done < <(compgen -e | grep -E "$network")
    chroot "$root" su "$user" --shell /bin/bash --command 'cd ~/fresh/main && exec "$0" "$@"' -- \
        env -i HOME="$(home "$user")" PATH=/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" "$@" </dev/null
}

# expect CODE USER COMMAND…: show what it says, how long it takes, and stop at any other exit code.
expect() {
    local wanted=$1 code=0 begin=$EPOCHREALTIME
    shift
    printf '\n== %s: %s\n' "$1" "${*:2}"
    inside "$@" 2>&1 | tee "$root/tmp/last" || code=${PIPESTATUS[0]}
    awk -v a="$begin" -v b="$EPOCHREALTIME" -v code="$code" 'BEGIN { printf "-- exit code %d, %.2f s\n", code, b - a }'
    [[ $code -eq $wanted ]] || { echo "expected exit code $wanted" >&2; exit 1; }
}

make_root
chroot "$root" useradd --create-home desk
clone root
clone desk

expect 1 desk "${door[@]}" run selftest
grep -q 'sudo apt-get install -y .*libgl1' "$root/tmp/last"
expect 0 root "${door[@]}" run selftest
expect 0 root "${door[@]}" run --help
expect 124 root timeout 10 "${door[@]}" run --home /tmp/home # the window stays open until it is ended
expect 0 root "${door[@]}" test
expect 0 desk "${door[@]}" run selftest
expect 0 desk "${door[@]}" test
printf '\nBoth commands work on a bare Debian 12, as root and as a user.\n'
