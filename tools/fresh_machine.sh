#!/usr/bin/env bash
# Try the two commands where nothing is installed: a Debian 12 with only python3, python3-venv, make, git and
# ca-certificates, in a folder of its own.
#
#   sudo tools/fresh_machine.sh FOLDER [BASE]
#
# FOLDER  is made, and holds the system and a clone of this repository afterwards; delete it when you have seen enough.
# BASE    a system made before by this script (or by debootstrap), copied instead of made anew. Without it, FOLDER.base
#         is used, and made first if it is missing.
# JUKUGI_REAL_DATA, where set, is shown to the tests inside, read-only.
#
# What this machine's network needs (name server, mirror, certificates, proxy, package index) is taken along.
set -euo pipefail

PACKAGES=python3,python3-venv,make,git,ca-certificates
SUITE=bookworm

stop() { echo "× $1" >&2; exit 1; }

[ $# -ge 1 ] || stop "使い方 / usage: sudo tools/fresh_machine.sh FOLDER [BASE]"
[ "$(id -u)" = 0 ] || stop "root で実行してください。 Run this as root."
command -v debootstrap > /dev/null || stop "sudo apt install debootstrap を実行してください。 debootstrap is missing."

repository=$(cd "$(dirname "$0")/.." && pwd)
system=$(realpath -m "$1")
base=$(realpath -m "${2:-$1.base}")
[ ! -e "$system" ] || stop "$system はすでにあります。 It exists already."

# The mirror this machine uses itself, from either form of apt's sources.
mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2> /dev/null |
    sed -nE 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p; s/^deb[[:space:]]+(\[[^]]*\][[:space:]]*)?([^[:space:]]+).*/\2/p' |
    grep -E '/debian/?$' | head -n 1
}

if [ ! -e "$base/etc/debian_version" ]; then
  from=$(mirror)
  [ -n "$from" ] || stop "apt の設定に Debian の配布元がありません。 No Debian mirror in apt's sources."
  echo "── Debian ($SUITE) を $base に作ります"
  debootstrap --variant=minbase --include="$PACKAGES" "$SUITE" "$base" "$from" > "$base.log" 2>&1 ||
    stop "作れませんでした（$base.log）。 debootstrap failed."
fi
cp -a "$base" "$system"

clean_up() {
  for place in jukugi-data dev proc; do
    if mountpoint --quiet "$system/$place"; then umount --recursive "$system/$place"; fi
  done
}
trap clean_up EXIT
mount -t proc proc "$system/proc"
mount --rbind /dev "$system/dev"
mount --make-rslave "$system/dev"

# The way out, as this machine has it.
cp -L /etc/resolv.conf "$system/etc/resolv.conf"
cp -r /usr/local/share/ca-certificates/. "$system/usr/local/share/ca-certificates/" 2> /dev/null || true
inside=(chroot "$system" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL UV_INDEX_URL UV_DEFAULT_INDEX; do
  if [ -n "${!name:-}" ]; then inside+=("$name=${!name}"); fi
done
"${inside[@]}" update-ca-certificates > /dev/null 2>&1

if [ -n "${JUKUGI_REAL_DATA:-}" ]; then
  mkdir "$system/jukugi-data"
  mount --bind "$JUKUGI_REAL_DATA" "$system/jukugi-data"
  mount -o remount,bind,ro "$system/jukugi-data"
  inside+=(JUKUGI_REAL_DATA=/jukugi-data)
fi

# A clone, not a copy: what was never committed is not there.
git -c safe.directory='*' clone --quiet --no-hardlinks "file://$repository" "$system/root/jukugi"

code=0
for command in "make demo CHECK=1" "make test"; do
  echo "── $command"
  began=$SECONDS
  if "${inside[@]}" bash -c "cd /root/jukugi && $command"; then mark=○; else mark=× code=1; fi
  echo "$mark $command: $((SECONDS - began)) 秒（$(sed 's/^/Debian /' "$system/etc/debian_version")、$(nproc) コア）"
done
exit "$code"
