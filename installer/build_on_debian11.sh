#!/usr/bin/env bash
# Builds the Linux package on a base as old as UOS V20's: nothing in it asks for a glibc newer than 2.28.
#
#     sudo bash installer/build_on_debian11.sh ROOT OUT [deb|portable]
#
# ROOT  a root file system of Debian 11 with a Python of its own, made on the first run (about 2 GB) and used again.
# OUT   where the package is put.
#
# Debian 11 has no Python that is new enough and an OpenSSL that is too old, so Debian 13's sources of both are built
# there. glibc 2.31 gives some mathematical functions newer names than they have on 2.28 and has one function more;
# both are avoided.
# What is packed is a fresh clone of the last commit. Needs root, git, debootstrap and apt's package sources.
set -euo pipefail

if [[ $# -lt 2 || $# -gt 3 || $EUID -ne 0 ]]; then
    sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
if [[ -z ${BUILDING:-} ]]; then
    # The mounts made below vanish with this namespace, however the script ends.
    BUILDING=1 exec unshare --mount --propagation private bash "${BASH_SOURCE[0]}" "$@"
fi

root=$(realpath --canonicalize-missing "$1")
out=$(realpath --canonicalize-missing "$2")
kind=${3:-deb}
checkout=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
network='^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|PIP_(INDEX_URL|PROXY|DEFAULT_TIMEOUT))$'

inside() {
    local name settings=()
    while read -r name; do
        settings+=("$name=${!name}")
    done < <(compgen -e | grep -E "$network")
    chroot "$root" env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        PATH=/opt/python/bin:/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" "$@" </dev/null
}

make_root() {
    debootstrap --variant=minbase bullseye "$root" >/dev/null
    apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$root/etc/apt/apt.conf.d/99-network" || true
    local file
    for file in /etc/pip.conf /etc/resolv.conf /etc/hosts; do
        [[ ! -e $file ]] || cp --dereference "$file" "$root$file"
    done
    mkdir -p "$root/usr/local/share/ca-certificates"
    cp --recursive /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates"
}

# Debian's sources of Python and OpenSSL, with what it mended since, fetched and checked by apt with lists of its own.
fetch_sources() {
    local apt=$root/usr/src/apt
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
    # From where debootstrap got the base; what is mended for a stable Debian comes from beside it first.
    local mirror
    mirror=$(awk '$1 == "deb" { print $2; exit }' "$root/etc/apt/sources.list")
    local signed='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
    printf 'deb-src %s %s %s main\n' "$signed" "$mirror" trixie "$signed" "${mirror%/}-security" trixie-security \
        >"$apt/sources.list"
    local options=(-o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update >/dev/null
    local name version versions
    for name in python3.13 openssl; do
        mapfile -t versions < <(apt-cache "${options[@]}" showsrc --only-source "$name" |
            sed -n 's/^Version: //p' | sort --version-sort --reverse --unique)
        for version in "${versions[@]}"; do
            # A mirror may list what it does not have yet; nothing of a half stays.
            rm -f "$root/usr/src/${name}_"*
            (cd "$root/usr/src" && apt-get "${options[@]}" source --download-only --only-source "$name=$version") \
                >/dev/null 2>"$apt/said" && break
        done || { cat "$apt/said" >&2; return 1; }
        echo "源代码：$name $version"
    done
}

make_python() {
    inside apt-get update >/dev/null
    inside apt-get install -y --no-install-recommends build-essential ca-certificates libbz2-dev libffi-dev \
        liblzma-dev xz-utils zlib1g-dev >/dev/null
    fetch_sources
    cat >"$root/usr/src/older.h" <<'HEADER'
#ifndef __ASSEMBLER__
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
HEADER
    # The base's own OpenSSL (1.1.1) is mended by nobody any more.
    [[ -e $root/opt/python/include/openssl/ssl.h ]] || inside bash -euc 'cd /usr/src
        rm -rf openssl && dpkg-source --no-check --extract openssl_3.*.dsc openssl
        cd openssl
        ./Configure linux-x86_64 --prefix=/opt/python --libdir=lib --openssldir=/usr/lib/ssl \
            no-apps no-docs no-engine no-module no-tests
        make -j2 build_libs && make install_dev' >"$root/usr/src/openssl.log" 2>&1
    # Of what Debian changes, its mending is wanted, not where it puts things.
    inside bash -euc 'rm -rf /usr/src/python && mkdir -p /usr/src/python
        tar -C /usr/src/python --strip-components=1 -xf /usr/src/python3.13_*.orig.tar.xz
        cd /usr/src/python
        tar -xf /usr/src/python3.13_*.debian.tar.xz
        grep -E "^(CVE|ssl|dict|traverse)-.*patch$" debian/patches/series >mended
        test -s mended
        while read -r name; do patch -p1 --forward <"debian/patches/$name"; done <mended
        # Calls within its own library go the short way; nobody puts another function in their place.
        quick="-O3 -fno-semantic-interposition"
        ac_cv_func_sem_clockwait=no CFLAGS="$quick -include /usr/src/older.h" \
            LDFLAGS="-fno-semantic-interposition -Wl,-rpath,/opt/python/lib" ./configure \
            --prefix=/opt/python --enable-shared --disable-test-modules --with-ensurepip=install \
            --with-openssl=/opt/python
        make -j2 && make install
        /opt/python/bin/python3.13 -c "import bz2, ctypes, hashlib, lzma, ssl, zlib; print(ssl.OPENSSL_VERSION)"' \
        >"$root/usr/src/python.log" 2>&1
}

# Read whole before anything is done: a checkout that changes meanwhile changes nothing here.
main() {
    [[ -e $root/etc/debian_version ]] || make_root
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    [[ -x $root/opt/python/bin/python3.13 ]] || make_python
    inside apt-get install -y --no-install-recommends binutils xz-utils >/dev/null

    fresh=$root/srv/fresh
    if [[ -e $fresh ]]; then
        git -C "$fresh" fetch --quiet "$checkout" HEAD
        git -C "$fresh" reset --quiet --hard FETCH_HEAD
    else
        git clone --quiet --no-hardlinks "$checkout" "$fresh"
    fi
    inside /opt/python/bin/python3.13 /srv/fresh/installer/dev.py build "$kind" /srv/out
    mkdir -p "$out"
    cp "$root"/srv/out/* "$out"
}

main
exit
