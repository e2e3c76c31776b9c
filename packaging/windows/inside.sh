#!/usr/bin/env bash
# Freezes the program for Windows and packs it. build.sh runs it in the root, in a copy of the commit.
set -euo pipefail
python() { QT_QPA_PLATFORM=offscreen wine "$PYTHON" "$@"; }
version=$(sed -nE 's/^VERSION = "(.*)"$/\1/p' core/base/version.py)
setup=dist/packages/nianbao-$version-windows-x64.exe

python -m PyInstaller --noconfirm --log-level WARN build.spec
python packaging/texts.py build/build/sources.json dist/nianbao
# The program tries itself: every part of it must be there, the window too.
wine dist/nianbao/nianbao-cli.exe --self-check

python packaging/windows/prepare.py dist/nianbao build/installer
signing=()
if [[ -f /etc/nianbao-sign.p12 ]]; then
  bash packaging/windows/sign.sh dist/nianbao/nianbao.exe
  bash packaging/windows/sign.sh dist/nianbao/nianbao-cli.exe
  signing=("-DSIGN=$PWD/packaging/windows/sign.sh")
fi
find dist/nianbao build/installer -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
makensis -V2 -WX -INPUTCHARSET UTF8 "${signing[@]}" "-DSTAGED=$PWD/dist/nianbao" \
  "-DPREPARED=$PWD/build/installer" "-DOUTPUT=$PWD/$setup" "$PWD/packaging/windows/nianbao.nsi"
python packaging/windows/pack.py dist/nianbao build/build/sources.json dist/packages
