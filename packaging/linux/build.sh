#!/usr/bin/env bash
# Makes the Linux packages of the commit that is checked out, in dist/: docs/releasing.md.
#
# The program is frozen in a root of an old Debian, so that it starts on old systems. The root is
# made once and kept under /var/cache/nianbao-build (NIANBAO_CACHE names another place).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/roots.sh"
. "$here/pins.sh"

need_tools debootstrap=debootstrap "$archive_keys" git=git lintian=lintian flock=util-linux
git() { command git -c safe.directory="$top" -C "$top" "$@"; }
commit=$(git rev-parse --verify HEAD)
[[ -z $(git status --porcelain) ]] || say "note: what is not committed does not get into the packages"

mkdir -p "$cache"
exec 9>"$cache/lock"
flock -n 9 || die "another build is using $cache"
root=$cache/build-$build_suite
trap 'unmount_root "$root"' EXIT

# The root, with CPython, by what it is made from; then the packages, by their hashes.
key=$(cat "$here/pins.sh" "$here/python.sh" | sha256sum)
if [[ ! -f $root/stamp || $(<"$root/stamp") != "$key" ]]; then
  remove_root "$root"
  make_root "$build_suite" "$root"
  enter "$root" apt-get -qq install --no-install-recommends "${build_packages[@]}" \
    >>"$root.log" 2>&1 || die "could not install the build's packages, see $root.log"
  say "building CPython in it"
  mkdir -p "$root/usr/src/nianbao"
  cp "$here/python.sh" "$here/pins.sh" "$root/usr/src/nianbao/"
  enter "$root" bash /usr/src/nianbao/python.sh "$mirror" >&2 ||
    die "CPython could not be built, see $root/usr/src/python/log"
  echo "$key" >"$root/stamp"
fi
key=$(git show "$commit:constraints-hashes.txt" | sha256sum)
if [[ ! -f $root/stamp-packages || $(<"$root/stamp-packages") != "$key" ]]; then
  say "installing what constraints-hashes.txt pins"
  share_network "$root"
  rm -rf "$root/opt/tools"
  git show "$commit:constraints-hashes.txt" >"$root/tmp/constraints-hashes.txt"
  enter "$root" /opt/python/bin/python3.11 -m venv /opt/tools
  enter "$root" /opt/tools/bin/pip -qq --disable-pip-version-check install --no-deps \
    --only-binary=:all: --require-hashes -r /tmp/constraints-hashes.txt >&2 ||
    die "pip could not install the packages: is the package index within reach?"
  echo "$key" >"$root/stamp-packages"
fi

say "freezing and packing"
rm -rf "$root/build"
mkdir -p "$root/build"
git archive --format=tar "$commit" | tar -x --no-same-owner -C "$root/build"
epoch=$(git log -1 --format=%ct "$commit")
enter "$root" bash -c 'cd /build && umask 022 && "$@"' - env SOURCE_DATE_EPOCH="$epoch" \
  NIANBAO_BUILD="$(date -u -d "@$epoch" +%Y%m%d).${commit:0:10}" NIANBAO_COMMIT="$commit" \
  NIANBAO_MAINTAINER="${NIANBAO_MAINTAINER:-$(git log -1 --format='%an <%ae>' "$commit")}" \
  NIANBAO_RELEASE="$(git describe --exact-match --tags "$commit" 2>/dev/null || true)" \
  PYTHONHASHSEED=0 QT_QPA_PLATFORM=offscreen bash packaging/linux/inside.sh >&2

mkdir -p "$top/dist"
rm -rf "$top"/dist/nianbao[_-]*linux* "$top"/dist/nianbao_* "$top"/dist/{uos,kylin,SHA256SUMS}
cp -r "$root"/build/dist/packages/* "$top/dist/"
(
  cd "$top/dist"
  sha256sum --check --quiet SHA256SUMS
  lintian --fail-on error,warning --allow-root ./*.deb kylin/*.deb
  # In the package for UOS nothing may lie where Debian wants it, its reasons for lintian neither.
  lintian --fail-on error,warning --allow-root --suppress-tags "$(
    sed -n 's/^@PACKAGE@: \([^ ]*\).*/\1/p' "$here/data/lintian-overrides" | sort -u | tr '\n' ,
  )no-copyright-file,no-changelog" uos/*.deb
)
ls -l "$top/dist" >&2
