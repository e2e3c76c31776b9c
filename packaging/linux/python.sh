#!/usr/bin/env bash
# Builds CPython in the build root, from Debian 12's own source, into /opt/python. Runs inside.
#
# Without profile-guided optimisation: it takes a quarter of an hour more, its outcome differs from
# one build to the next, and the program waits for Qt, not for Python.
set -euo pipefail
. "$(dirname "$0")/pins.sh"
mirror=$1
from=/etc/apt/python lists=/var/lib/apt/python work=/usr/src/python

rm -rf "$work"
mkdir -p "$from" "$lists" "$work"
echo "deb-src $mirror $python_suite main" >"$from/sources.list"
apt() {
  apt-get -qq -o APT::Sandbox::User=root -o Dir::Etc::SourceList="$from/sources.list" \
    -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$lists" "$@"
}
apt update
cd "$work"
apt source --download-only "$python_source" >/dev/null
echo "$python_sha256  $python_orig" | sha256sum --check --quiet
dpkg-source --no-check --skip-patches -x ./*.dsc source >/dev/null
cd source

# Of Debian's patches only those that mend something: the others fit Python into Debian.
grep -E '\.patch$|^CVE-|deadlock|crash|ntpath' debian/patches/series | while read -r name; do
  patch -p1 -s -N -i "debian/patches/$name"
done
# One of them reaches into the core, which Debian's own way of building this module allows it.
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -STimestamp)
export SOURCE_DATE_EPOCH
dpkg-parsechangelog -SVersion >"$work/version"

# Six functions are all that would ask for a glibc newer than 2.28, that of UOS 20: take five in
# their older version, and do without the sixth.
for name in exp exp2 log log2 pow; do
  echo "__asm__(\".symver $name,$name@GLIBC_2.2.5\");"
done >"$work/older.h"

# The system's expat: that of CPython's archive is old.
./configure -q --prefix=/opt/python --enable-shared --with-system-expat --disable-test-modules \
  ac_cv_func_sem_clockwait=no CFLAGS="-g0 -include $work/older.h" \
  >"$work/log" 2>&1
nice make -s -j2 >>"$work/log" 2>&1
make -s install >>"$work/log" 2>&1
echo /opt/python/lib >/etc/ld.so.conf.d/python.conf
ldconfig
/opt/python/bin/python3.11 -c 'import bz2, ctypes, lzma, pyexpat, sqlite3, ssl, zlib'
mkdir -p /opt/python/doc
cp LICENSE "$work/version" /opt/python/doc/
cd /
rm -rf "$work/source"
