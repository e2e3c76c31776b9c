#!/usr/bin/env bash
# Runs the tests of the commit in fresh roots of Debian 12, one after the other, for what is on a
# maker's machine must not decide whether they pass. docs/releasing.md says how to use it.
#
#     packaging/linux/test-roots.sh [bare|office|fonts]...
#
#     bare    python3, make and git; the rest is what `make setup` installs
#     office  with LibreOffice, and no font like Times New Roman to be had
#     fonts   with LibreOffice and Liberation, whose Serif is like Times New Roman
#
# NIANBAO_BESIDE names a folder that is laid beside the checkout in the root `fonts`, under its own
# name: some tests read reports that are no part of the project.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/roots.sh"

need_tools debootstrap=debootstrap "$archive_keys" git=git
seen=$top/dist/test-roots
mkdir -p "$seen" "$cache"
root=
trap '[[ -z $root ]] || remove_root "$root"' EXIT
base=(python3 python3-venv make git)
office=(libreoffice-writer libreoffice-calc poppler-utils fonts-noto-cjk fonts-dejavu-core)

install() { # PACKAGE...
  enter "$root" apt-get -qq install --no-install-recommends "$@" >>"$root.log" 2>&1 ||
    die "$kind: could not install $*, see $root.log"
}

try_kind() { # KIND
  kind=$1
  root=$cache/test-$kind
  remove_root "$root"
  make_root bookworm "$root"
  case $kind in
    bare) install "${base[@]}" ;;
    office)
      # Set-up would install Liberation; here the system refuses it.
      printf 'Package: fonts-liberation*\nPin: version *\nPin-Priority: -1\n' \
        >"$root/etc/apt/preferences.d/no-liberation"
      install "${base[@]}" "${office[@]}"
      ;;
    fonts) install "${base[@]}" "${office[@]}" fonts-liberation ;;
    *) die "there is no root “$kind”: bare, office or fonts" ;;
  esac
  mkdir -p "$root/srv/trial"
  git -c safe.directory='*' clone -q --no-hardlinks "$top" "$root/srv/trial/nianbao"
  [[ $kind != fonts || -z ${NIANBAO_BESIDE:-} ]] || cp -aL "$NIANBAO_BESIDE" "$root/srv/trial/"
  say "$kind: make test"
  local got=0
  enter "$root" make -C /srv/trial/nianbao test >"$seen/$kind.log" 2>&1 </dev/null || got=$?
  tail -n 1 "$seen/$kind.log" >&2
  [[ $got == 0 ]] || die "$kind: the tests failed, see $seen/$kind.log"
  remove_root "$root"
  root=
}

[[ $# -gt 0 ]] || set -- bare office fonts
for each in "$@"; do try_kind "$each"; done
say "the tests passed in $*; what they skipped is in $seen"
