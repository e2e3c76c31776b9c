#!/usr/bin/env bash
# Tries the installer under Wine: installs, upgrades and removes a stand-in for the program.
#
#     bash packaging/windows/test-under-wine.sh [FOLDER]
#
# Debian packages: wine wine32:i386 wine64 nsis gcc-mingw-w64-x86-64 xvfb, after
# `dpkg --add-architecture i386`; the Python of .venv, or PYTHON. Everything it makes, the
# installers and the Wine prefix too, is in FOLDER (build/wine), which it empties first.
# What Wine cannot show is the checklist of docs/releasing-windows.md.

# shellcheck disable=SC2317 # most of the functions are called by name, through check

set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
WORK=$(realpath -m "${1:-$ROOT/build/wine}")
PYTHON=${PYTHON:-$ROOT/.venv/bin/python}
export WINEPREFIX="$WORK/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d"
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 STANDIN_LOG='C:\started.txt'
UNINSTALL='Software\Microsoft\Windows\CurrentVersion\Uninstall\Nianbao'
C="$WINEPREFIX/drive_c"
failed=0

say() { printf '\n%s\n' "$*"; }
check() { # what it is, then the command that must succeed
  if "${@:2}"; then echo "  ok    $1"; else echo "  WRONG $1"; failed=1; fi
}
absent() { [[ ! -e $1 && ! -L $1 ]]; }
equal() { [[ $1 == "$2" ]] || { printf '        %q is not %q\n' "$1" "$2"; false; }; }
not() { ! "$@"; }
run() { # run a program to its end; leave its exit code in $code
  code=0
  wine "$@" >>"$WORK/wine.log" 2>&1 || code=$?
}
value() { # a text in the registry: key, name ("@" for the default one); `reg query` has no Chinese
  local name="\"$2\""
  if [[ $2 == @ ]]; then name=@; fi
  rm -f "$C/key.reg"
  wine reg export "$1" 'C:\key.reg' /y /reg:64 >/dev/null 2>&1 || return 0
  iconv -f UTF-16LE -t UTF-8 "$C/key.reg" | tr -d '\r' |
    awk -v name="$name=" '/^\[/ && seen++ { exit } index($0, name) == 1' |
    sed -E 's/^[^=]*="(.*)"$/\1/; s/\\(.)/\1/g'
}
key_there() { wine reg query "$1" /reg:64 >/dev/null 2>&1; }
until_true() { # wait up to 20 seconds
  for _ in $(seq 200); do "$@" && return 0; sleep 0.1; done
  return 1
}
started() { # the command line of the program that was just started
  until_true test -s "$C/started.txt" && cat "$C/started.txt"
  rm -f "$C/started.txt"
}
open_report() {
  # Windows shows programs what stands under HKCU\Software\Classes as if for all; Wine does not.
  local key
  for key in .nianbao Nianbao.Report; do
    wine reg copy "HKCU\\Software\\Classes\\$key" "HKLM\\Software\\Classes\\$key" /s /f >/dev/null 2>&1 || true
  done
  run start /wait 'C:\报告 甲\某市 2024.nianbao'
  for key in .nianbao Nianbao.Report; do
    wine reg delete "HKLM\\Software\\Classes\\$key" /f >/dev/null 2>&1
  done
}
uninstall() { # folder as Windows sees it, then switches; waits for the copy that does the work
  local folder=$1
  run "$folder\\uninstall.exe" "${@:2}" "_?=$folder"
}

if [[ -n $(ls -A "$WORK" 2>/dev/null) && ! -e $WORK/wine.log ]]; then
  echo "$WORK is not empty, and not of an earlier trial" >&2
  exit 2
fi
rm -rf "$WORK"
mkdir -p "$WORK"
: >"$WORK/wine.log"
if [[ -z ${DISPLAY:-} ]]; then
  Xvfb -displayfd 3 -screen 0 1024x768x24 3>"$WORK/display" >/dev/null 2>&1 &
  screen=$!
  until_true test -s "$WORK/display"
  DISPLAY=":$(<"$WORK/display")"
  export DISPLAY
fi
finish() {
  wineserver -k 2>/dev/null || true
  if [[ -n ${screen:-} ]]; then kill "$screen"; fi
}
trap finish EXIT

say "Two versions of a stand-in, and their installers"
stage() { # folder, version: what PyInstaller makes looks like this
  mkdir -p "$1/_internal/resources/帮助 文件" "$1/_internal/PySide6/plugins/platforms"
  x86_64-w64-mingw32-gcc -O2 -s -municode -mwindows "$HERE/standin.c" -o "$1/nianbao.exe"
  x86_64-w64-mingw32-gcc -O2 -s -municode "$HERE/standin.c" -o "$1/nianbao-cli.exe"
  cp "$1/nianbao.exe" "$1/_internal/zz.exe" # the last of the list
  cp "$ROOT/LICENSE" "$1/_internal/LICENSE"
  echo "$2" >"$1/_internal/version.txt"
  echo "$2" >"$1/_internal/resources/帮助 文件/说明.md"
  head -c 300000 /dev/urandom >"$1/_internal/PySide6/plugins/platforms/qwindows.dll"
}
stage "$WORK/staged-1" 1.2.0
mkdir -p "$WORK/staged-1/_internal/gone in two/deep"
echo old >"$WORK/staged-1/_internal/gone in two/deep/旧.txt"
echo old >"$WORK/staged-1/_internal/only-in-one.dll"
stage "$WORK/staged-2" 1.10.0
echo new >"$WORK/staged-2/_internal/only-in-two.dll"
for number in 1 2; do
  version=$(<"$WORK/staged-$number/_internal/version.txt")
  "$PYTHON" "$HERE/prepare.py" "$WORK/staged-$number" "$WORK/prepared-$number" --version "$version"
  makensis -V2 -WX -INPUTCHARSET UTF8 "-DSTAGED=$WORK/staged-$number" \
    "-DPREPARED=$WORK/prepared-$number" "-DOUTPUT=$WORK/setup-$number.exe" "$HERE/nianbao.nsi"
done
ONE="$WORK/setup-1.exe" TWO="$WORK/setup-2.exe"
ls -l "$ONE" "$TWO"

say "A new Windows"
wineboot -i >>"$WORK/wine.log" 2>&1
wineserver -w
OWN="$C/users/$(id -un)/AppData/Local/Programs/Nianbao"
OWN_W="C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Nianbao"
ROAMING="$C/users/$(id -un)/AppData/Roaming"
LINK="$ROAMING/Microsoft/Windows/Start Menu/Programs/年报.lnk"
SETTINGS="$ROAMING/Nianbao"
run winecfg -v win81
run "$ONE" /S
check "an old Windows is refused with 8" equal $code 8
run winecfg -v win10

same_tree() { # the program folder holds what was staged, and what the installer adds
  diff <(cd "$1" && find . -type f | sort) \
    <(cd "$2" && find . -type f ! -path ./uninstall.exe ! -path ./installed-files.txt | sort) &&
    (cd "$1" && find . -type f -exec cmp {} "$2/{}" \;) | (! grep .)
}

say "Installing for one user, silently"
run "$ONE" /S
check "exit code 0" equal $code 0
check "every staged file is there, and no other" same_tree "$WORK/staged-1" "$OWN"
check "Start menu" test -f "$LINK"
check "name" equal "$(value "HKCU\\$UNINSTALL" DisplayName)" 年报
check "version" equal "$(value "HKCU\\$UNINSTALL" DisplayVersion)" 1.2.0
check "place" equal "$(value "HKCU\\$UNINSTALL" InstallLocation)" "$OWN_W"
check "quiet removal" equal "$(value "HKCU\\$UNINSTALL" QuietUninstallString)" "\"$OWN_W\\uninstall.exe\" /S"
check "kind of file" equal "$(value 'HKCU\Software\Classes\.nianbao' @)" Nianbao.Report
check "its name" equal "$(value 'HKCU\Software\Classes\Nianbao.Report' @)" 政府信息公开工作年度报告
check "nothing for all users" not key_there "HKLM\\$UNINSTALL"
check "nothing starts with Windows" not \
  grep -qi nianbao <(wine reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' 2>/dev/null)
mkdir -p "$C/报告 甲"
echo '{}' >"$C/报告 甲/某市 2024.nianbao"
open_report
check "a report opens with its whole path" equal "$(started)" \
  "[$OWN_W\\nianbao.exe][C:\\报告 甲\\某市 2024.nianbao]"
run start /unix "$LINK"
check "the Start menu opens the program" equal "$(started)" "[$OWN_W\\nianbao.exe]"

say "While the program runs"
wine "$OWN_W\\nianbao.exe" --hold >>"$WORK/wine.log" 2>&1 &
holder=$!
until_true test -f "$C/started.txt"
run "$TWO" /S
check "upgrading is refused with 4" equal $code 4
check "the old version is whole" same_tree "$WORK/staged-1" "$OWN"
uninstall "$OWN_W" /S
check "removing is refused with 4" equal $code 4
check "the old version is still whole" same_tree "$WORK/staged-1" "$OWN"
touch "$C/started.txt.stop"
wait $holder
rm "$C/started.txt" "$C/started.txt.stop"

say "While something else uses one of its files"
wine "$OWN_W\\_internal\\zz.exe" --hold >>"$WORK/wine.log" 2>&1 &
holder=$!
until_true test -f "$C/started.txt"
run "$TWO" /S
check "upgrading is refused with 7" equal $code 7
uninstall "$OWN_W" /S
check "removing is refused with 7" equal $code 7
check "the old version is whole" same_tree "$WORK/staged-1" "$OWN"
check "and stays registered" equal "$(value "HKCU\\$UNINSTALL" DisplayVersion)" 1.2.0
touch "$C/started.txt.stop"
wait $holder
rm "$C/started.txt" "$C/started.txt.stop"

say "Upgrading"
mkdir -p "$SETTINGS/recovery/20260101-000000-abc" "$SETTINGS/backups/报告-0123" "$SETTINGS/logs" "$SETTINGS/rollup"
touch "$SETTINGS/logs/crash.log" "$SETTINGS/rollup/0123456789abcdef.sqlite"
echo '{}' | tee "$SETTINGS/settings.json" "$SETTINGS/phrases.json" "$SETTINGS/backups/报告-0123/a.nianbao" \
  "$SETTINGS/recovery/20260101-000000-abc/report.nianbao" >/dev/null
echo mine >"$OWN/我的.nianbao"
echo mine >"$OWN/_internal/gone in two/mine.txt"
run "$TWO" /S
check "exit code 0" equal $code 0
check "version" equal "$(value "HKCU\\$UNINSTALL" DisplayVersion)" 1.10.0
check "what only the old version had is gone" absent "$OWN/_internal/only-in-one.dll"
check "its empty folder too" absent "$OWN/_internal/gone in two/deep"
check "a foreign file in such a folder stays" test -f "$OWN/_internal/gone in two/mine.txt"
check "a foreign file beside the program stays" test -f "$OWN/我的.nianbao"
check "settings stay" test -f "$SETTINGS/settings.json"
rm -r "$OWN/_internal/gone in two" "$OWN/我的.nianbao"
check "the rest is the new version" same_tree "$WORK/staged-2" "$OWN"

say "Going back to an older version"
run "$ONE" /S
check "refused with 3" equal $code 3
check "the newer version is whole" same_tree "$WORK/staged-2" "$OWN"
run "$ONE" /S /DOWNGRADE
check "done where /DOWNGRADE says so" equal "$code $(value "HKCU\\$UNINSTALL" DisplayVersion)" "0 1.2.0"
check "the files are the old version's" same_tree "$WORK/staged-1" "$OWN"

say "Repairing: a file is missing, another damaged, the list gone"
rm "$OWN/_internal/LICENSE" "$OWN/installed-files.txt"
echo damaged >"$OWN/_internal/version.txt"
run "$ONE" /S
check "whole again" same_tree "$WORK/staged-1" "$OWN"

say "A list that names foreign files"
echo mine >"$C/foreign.txt"
echo mine >"$C/users/foreign.txt"
for line in 'C:\foreign.txt' '..\..\..\..\..\foreign.txt' '\foreign.txt' '_internal\*' '_internal\\LICENSE' ''; do
  printf '%s\r\n' "$line" | iconv -t UTF-16LE >>"$OWN/installed-files.txt"
done
echo mine >"$OWN/_internal/mine.txt"
uninstall "$OWN_W" /S
check "exit code 0" equal $code 0
check "they stay" test -f "$C/foreign.txt" -a -f "$C/users/foreign.txt" -a -f "$OWN/_internal/mine.txt"
rm -f "$C/foreign.txt" "$C/users/foreign.txt"

say "What is left after removing"
rm -rf "$OWN" # with the foreign file, and what an uninstaller started that way leaves: itself
check "settings and backups stay" test -f "$SETTINGS/settings.json" -a -f "$SETTINGS/backups/报告-0123/a.nianbao"
check "no link" absent "$LINK"
check "no entry" not key_there "HKCU\\$UNINSTALL"
check "no kind of file" not key_there 'HKCU\Software\Classes\Nianbao.Report'
check "no ending" not key_there 'HKCU\Software\Classes\.nianbao'

say "Another place, with Chinese and spaces; another program takes the ending over"
# Three arguments, for Wine puts quotes around one with spaces; that is tried next.
run "$ONE" /S '/D=C:\办公' '软件\年报' 程序
PLACE="$C/办公 软件/年报 程序"
check "exit code 0" equal $code 0
check "every file is there" same_tree "$WORK/staged-1" "$PLACE"
open_report
check "a report opens" equal "$(started)" \
  '[C:\办公 软件\年报 程序\nianbao.exe][C:\报告 甲\某市 2024.nianbao]'
run "$TWO" /S
check "an upgrade goes to the same place" same_tree "$WORK/staged-2" "$PLACE"
run "$TWO" /S '/D=C:\另一处 甲'
check "moving leaves nothing behind" absent "$PLACE"
check "and is whole" same_tree "$WORK/staged-2" "$C/另一处 甲"
wine reg add 'HKCU\Software\Classes\.nianbao' /ve /d Another.Program /f >/dev/null 2>&1
echo mine >"$C/另一处 甲/我的.txt"
run 'C:\另一处 甲\uninstall.exe' /S /PURGE
until_true absent "$C/另一处 甲/uninstall.exe"
check "the uninstaller removes itself" absent "$C/另一处 甲/uninstall.exe"
check "a foreign file stays" equal "$(ls "$C/另一处 甲")" 我的.txt
until_true absent "$SETTINGS" || true
check "/PURGE removes settings and backups" absent "$SETTINGS"
check "the other program keeps the ending" equal "$(value 'HKCU\Software\Classes\.nianbao' @)" Another.Program
wine reg delete 'HKCU\Software\Classes\.nianbao' /f >/dev/null 2>&1

say "A folder that cannot be written"
if [[ $(id -u) == 0 ]]; then
  echo "  not tried: root can write anywhere"
else
  mkdir "$C/locked"
  chmod 555 "$C/locked"
  run "$ONE" /S '/D=C:\locked\Nianbao'
  check "refused with 5" equal $code 5
  check "nothing is registered" not key_there "HKCU\\$UNINSTALL"
fi

say "For all users"
run "$ONE" /S /ALLUSERS
ALL="$C/Program Files/Nianbao"
check "exit code 0" equal $code 0
check "every file is there" same_tree "$WORK/staged-1" "$ALL"
check "entry for all" equal "$(value "HKLM\\$UNINSTALL" DisplayVersion)" 1.2.0
check "none for one" not key_there "HKCU\\$UNINSTALL"
check "kind of file for all" equal "$(value 'HKLM\Software\Classes\.nianbao' @)" Nianbao.Report
run start /wait 'C:\报告 甲\某市 2024.nianbao'
check "a report opens" equal "$(started)" \
  '[C:\Program Files\Nianbao\nianbao.exe][C:\报告 甲\某市 2024.nianbao]'
check "Start menu of all" test -f "$C/ProgramData/Microsoft/Windows/Start Menu/Programs/年报.lnk"
run "$TWO" /S
check "an upgrade without a switch stays for all" equal "$code $(value "HKLM\\$UNINSTALL" DisplayVersion)" "0 1.10.0"
check "and is whole" same_tree "$WORK/staged-2" "$ALL"
run 'C:\Program Files\Nianbao\uninstall.exe' /S
check "removed" until_true absent "$ALL"
check "no entry" not key_there "HKLM\\$UNINSTALL"
check "no kind of file" not key_there 'HKLM\Software\Classes\Nianbao.Report'
check "no link" absent "$C/ProgramData/Microsoft/Windows/Start Menu/Programs/年报.lnk"

say "Nothing of ours is left"
rm -rf "$C/另一处 甲" "$C/办公 软件" "$C/报告 甲" "$C/locked"
wine reg export HKCU "$(winepath -w "$WORK/after.reg")" >/dev/null 2>&1
iconv -f UTF-16LE -t UTF-8 "$WORK/after.reg" >"$WORK/after.txt"
check "in the registry" not grep -iE 'nianbao|年报' "$WORK/after.txt"
find "$C/users" ! -path '*/Temp/*' | sort >"$WORK/after.txt"
check "in the folders" not grep -iE 'nianbao|年报' "$WORK/after.txt"
check "in the temporary folders" not grep -rliE 'nianbao' "$C/users" --include='ns*.tmp'

say "$([[ $failed == 0 ]] && echo All is well. || echo Something is wrong, see above.)"
exit $failed
