#!/usr/bin/env bash
# Freezes the program and packs it. build.sh runs it in the build root, in a copy of the commit.
set -euo pipefail
export PATH=/opt/tools/bin:$PATH

# Plugins of Qt that we leave out look for libraries that are not here: that is no news.
pyinstaller --noconfirm --log-level WARN build.spec 2> >(grep -v "Library not found.*libqgtk3" >&2)
bash packaging/linux/icu.sh dist/nianbao/_internal/PySide6/Qt/lib/libicudata.so.[0-9]*
python packaging/linux/pack.py dist/nianbao build/build/sources.json dist/packages
