#!/usr/bin/env bash
# Makes the Windows program of the commit that is checked out, without Windows: docs/releasing-windows.md.
#
# CPython for Windows, signed by its makers, runs under Wine in a Debian root and freezes the program.
# The root is kept under /var/cache/nianbao-build (NIANBAO_CACHE), what is fetched for it in
# NIANBAO_DOWNLOADS, or in the folder `downloads` there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/wine.sh"

need_tools debootstrap=debootstrap "$archive_keys" git=git flock=util-linux
git() { command git -c safe.directory="$top" -C "$top" "$@"; }
commit=$(git rev-parse --verify HEAD)
[[ -z $(git status --porcelain) ]] || say "note: what is not committed does not get into the program"
mkdir -p "$cache"
exec 9>"$cache/lock-windows"
flock -n 9 || die "another build is using $cache"
trap 'end_wine; unmount_root "$root"' EXIT

wine_root
say "installing what constraints-hashes.txt pins"
git show "$commit:constraints-hashes.txt" >"$root/tmp/hashes.txt"
install_wheels "$root/tmp/hashes.txt" --require-hashes
start_wine

say "freezing the program"
epoch=$(git log -1 --format=%ct "$commit")
rm -rf "$root/build"
mkdir -p "$root/build/dist/packages"
git archive --format=tar "$commit" | tar -x --no-same-owner -C "$root/build"
rm -f "$root/etc/nianbao-sign"*
if [[ -n ${NIANBAO_CERTIFICATE:-} ]]; then
  cp "$NIANBAO_CERTIFICATE" "$root/etc/nianbao-sign.p12"
  cp "${NIANBAO_CERTIFICATE_PASSWORD:?names the file with the password}" "$root/etc/nianbao-sign.txt"
fi
got=0
in_wine SOURCE_DATE_EPOCH="$epoch" PYTHONHASHSEED=0 PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 \
  NIANBAO_BUILD="$(date -u -d "@$epoch" +%Y%m%d).${commit:0:10}" NIANBAO_COMMIT="$commit" \
  NIANBAO_TIME_SERVER="${NIANBAO_TIME_SERVER:-}" PYTHON="$python" \
  bash -c 'cd /build && exec bash packaging/windows/inside.sh' >&2 || got=$?
rm -f "$root/etc/nianbao-sign"*
[[ $got == 0 ]] || die "the program could not be made"

mkdir -p "$top/dist"
rm -f "$top"/dist/nianbao-*-windows-* "$top/dist/SHA256SUMS-windows"
cp "$root"/build/dist/packages/* "$top/dist/"
(cd "$top/dist" && sha256sum --check --quiet SHA256SUMS-windows)
ls -l "$top"/dist/*windows* >&2
