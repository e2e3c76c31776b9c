# What the build is made from. Change a line here, and the build root is made anew.
# shellcheck disable=SC2034

build_suite=bullseye # glibc 2.31, as in Ubuntu 20.04 and Kylin V10

# Debian 12's own source of Python: CPython's archive, and the fixes that Debian keeps adding to it.
# The version with its fixes is written into the bill of materials.
python_suite=bookworm
python_source=python3.11
python_orig=python3.11_3.11.2.orig.tar.gz
python_sha256=2411c74bda5bbcfcddaf4531f66d1adc73f247f529aee981b029513aefdbf849

# What CPython is built with, what reads, strips and lightens libraries, and what the parts of Qt that
# we ship link to: of these the bundle takes what build.spec does not leave to the system.
build_packages=(
  build-essential icu-devtools patch pkg-config xz-utils
  libbz2-dev libexpat1-dev libffi-dev liblzma-dev libsqlite3-dev libssl-dev zlib1g-dev
  libcups2 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0
  libwayland-client0 libwayland-cursor0 libwayland-egl1 libx11-6 libx11-xcb1
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
  libxcb-xinerama0 libxcb-xkb1 libxcb1 libxkbcommon-x11-0 libxkbcommon0

  # Built into the wheels; these are here for the texts of their licences.
  libb2-1 libdouble-conversion3 libharfbuzz0b libicu67 libpcre2-16-0 libpng16-16 libqt5core5a
  libxml2 libxslt1.1
)
