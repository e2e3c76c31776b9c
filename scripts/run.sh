#!/usr/bin/env bash
# Shows the program at work on the shipped sample: the window where there is a display,
# otherwise the same job in the console. make run calls it after setting up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin=.venv/bin
[[ ! -d .venv/Scripts ]] || bin=.venv/Scripts
sample=resources/samples/cixi-2020.nianbao
out=build/sample

has_display() {
  [[ $(uname -s) == Linux ]] || return 0 # macOS and the shells of Windows
  [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || return 1
  # DISPLAY may name a screen that is gone, as after ssh -X; Qt then aborts, so let it try first.
  {
    (
      ulimit -c 0
      "$bin/python" -c 'from PySide6.QtGui import QGuiApplication as App; App([])'
    )
  } >/dev/null 2>&1
}

if has_display; then
  exec "$bin/nianbao" --sample
fi

echo "没有图形界面，在命令行演示：先检查样例，再导出。"
echo "No display: checking and exporting the sample in the console instead."
echo

status=0
"$bin/nianbao" check "$sample" || status=$?
# 1 means findings, and the sample has two on purpose; anything else is a failure.
[[ $status -le 1 ]] || exit "$status"

mkdir -p "$out"
for kind in doc xlsx; do
  "$bin/nianbao" export "$sample" -o "$out/cixi-2020.$kind"
done

echo
echo "已导出 / The exported files are here:"
printf '  %s\n' "$PWD/$out"/cixi-2020.{doc,xlsx}
