#!/usr/bin/env bash
# Tries the Windows program under Wine: docs/releasing-windows.md says how, and what Wine cannot show.
#
#     packaging/windows/test.sh [suite|program|typing|gallery|installer]...
#
#     suite      the tests of the commit, under CPython for Windows
#     program    the archive in dist/: console, window, paths, with pictures in dist/test-windows/
#     typing     the same program: figures and texts typed into its window are in the file
#     gallery    every tab, dialog and window of it at 100 and 150 %: pictures, and sheets of them;
#                NIANBAO_GALLERY="96" or "144" takes those of one size alone
#     installer  the installer in dist/ with the real program; then with a stand-in, in every way
#
# NIANBAO_PREVIOUS names an installer of the version before; else one is made with that number.
# NIANBAO_BESIDE names a folder that is laid beside the checkout for the suite, under its own name.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/wine.sh"
. "$here/window.sh"

need_tools debootstrap=debootstrap "$archive_keys" git=git flock=util-linux unzip=unzip
git() { command git -c safe.directory="$top" -C "$top" "$@"; }
seen=$top/dist/test-windows
mkdir -p "$seen" "$cache"
exec 9>"$cache/lock-windows"
flock -n 9 || die "another build or trial is using $cache"
manager=
trap 'end_with_children "$manager"; end_wine; unmount_root "$root"' EXIT
[[ $# -gt 0 ]] || set -- suite program typing gallery installer
drive=$root$prefix/drive_c
clerk=root # of the root, and so of its Windows
wrong=0

check() { # what it is, then the command that must succeed
  if "${@:2}"; then say "  ok    $1"; else say "  WRONG $1"; wrong=1; fi
}
told() { # NAME STATUS COMMAND...: a program's exit code, and that it ended in time
  local name=$1 status=$2 got=0
  in_wine timeout 600 wine "${@:3}" >"$seen/$name.out" 2>"$seen/$name.err" </dev/null || got=$?
  check "$name" test "$got" == "$status"
}
until_true() { # wait up to two minutes
  local _
  for _ in $(seq 1200); do "$@" && return 0; sleep 0.1; done
  return 1
}
fresh() { # a Windows on which nothing of ours has been
  in_wine wineserver -k 2>/dev/null || true
  rm -rf "$root$prefix"
  in_wine wineboot -i >/dev/null 2>&1
  in_wine wineserver -w
  let_go
}
let_go() { # of a key whose window went before it came up: it goes on closing whatever is opened
  in_wine xdotool keyup Alt_L keyup F4 keyup Escape
}
shows() { in_wine xdotool search --onlyvisible --name "$1" >/dev/null 2>&1; }
has_windows() { # HOW_MANY TITLE
  [[ $(in_wine xdotool search --onlyvisible --name "$2" 2>/dev/null | wc -l) == "$1" ]]
}
look() { # NAME TITLE: wait for the window, and take a picture
  until_true shows "$2" || enter "$root" ps -eo etimes,stat,wchan,args >"$seen/$1-programs.txt"
  check "$1: the window" shows "$2"
  sleep 6
  photograph "$1"
}
close_window() { # TITLE: asked again, for a preview before it takes the first key on a busy machine
  local _
  for _ in $(seq 20); do
    in_wine xdotool search --onlyvisible --name "$1" windowactivate key alt+F4 >/dev/null 2>&1 || true
    sleep 2
    let_go
    ! shows "$1" || continue
    return 0
  done
  return 1
}
not() { ! "$@"; }
unpack_program() { # FOLDER of that Windows: the archive, and what its two programs are called there
  local folder=${1//\\//}
  mkdir -p "$drive${folder#C:}"
  unzip -q "$top"/dist/nianbao-*-windows-x64.zip -d "$drive${folder#C:}" || die "run packaging/windows/build.sh first"
  cli="$1\\nianbao\\nianbao-cli.exe" program="$1\\nianbao\\nianbao.exe"
}
start() { # COMMAND...: in the background
  in_wine wine "$@" >>"$seen/started.log" 2>&1 </dev/null 9>&- &
}

try_suite() {
  local got=0 part
  git show HEAD:constraints-hashes.txt >"$root/tmp/hashes.txt"
  install_wheels "$root/tmp/hashes.txt" --require-hashes
  git show HEAD:constraints.txt | sed -n '/^# Tests/,/^$/p' >"$root/tmp/tests.txt"
  install_wheels "$root/tmp/tests.txt"
  rm -rf "$root/srv/trial"
  mkdir -p "$root/srv/trial/nianbao"
  git archive --format=tar HEAD | tar -x --no-same-owner -C "$root/srv/trial/nianbao"
  [[ -z ${NIANBAO_BESIDE:-} ]] || cp -aL "$NIANBAO_BESIDE" "$root/srv/trial/"
  for part in tests/core tests/gui "tests --ignore=tests/core --ignore=tests/gui"; do
    local name=${part%% *}
    name=${name//\//-}
    say "suite: $part"
    # shellcheck disable=SC2086 # the options of the last part are words
    in_wine PYTHONUTF8=0 PYTHONIOENCODING=utf-8 CI=1 NIANBAO_TEST_FONTS='Z:\usr\share\fonts' \
      bash -c 'cd /srv/trial/nianbao && exec wine "$@"' - "$python" -m pytest -q -rs -p no:cacheprovider \
      --tb=short $part >"$seen/$name.log" 2>&1 </dev/null || got=$?
    tail -n 1 "$seen/$name.log" >&2
    check "$part" test $got == 0
    got=0
  done
}

try_program() {
  local folder deep report cli program
  folder="$drive/办公 软件/年报 程序"
  fresh
  mkdir -p "$drive/报告 甲"
  unpack_program 'C:\办公 软件\年报 程序'
  say "program: the console"
  told version 0 "$cli" --version
  told self-check 0 "$cli" --self-check
  told self-check-window 0 "$program" --self-check
  check "no hint" not grep -q 提示 "$seen/self-check.out"
  report='C:\报告 甲\慈溪 年报.nianbao'
  told read 0 "$cli" read 'C:\办公 软件\年报 程序\nianbao\_internal\resources\samples\cixi-2020.txt' -o "$report"
  told check 1 "$cli" check "$report"
  check "a pipe gets UTF-8" grep -q 勾稽 "$seen/check.out"
  local kind
  for kind in docx doc xlsx html csv json pdf svg png; do
    told "export-$kind" 0 "$cli" export "$report" -o "C:\\报告 甲\\慈溪 年报.$kind"
    check "export-$kind: a file" test -s "$drive/报告 甲/慈溪 年报.$kind"
  done
  told folder-for-file 2 "$cli" figures 'C:\报告 甲'
  check "a folder is told as that" grep -q 是不是一个文件 "$seen/folder-for-file.err"
  printf '@chcp %%1 >nul\r\n@%%2 check %%3\r\n' >"$drive/page.cmd"
  for kind in 936 65001; do # the console itself, whatever its code page
    told "codepage-$kind" 1 cmd /c 'C:\page.cmd' "$kind" "$cli" "$report"
    check "codepage-$kind: no fault" not test -s "$seen/codepage-$kind.err"
  done
  printf '@%%1 figures %%2 --json | cmd /c exit\r\n' >"$drive/early.cmd"
  told early-reader 0 cmd /c 'C:\early.cmd' "$cli" "$report"
  check "early-reader: no fault" not test -s "$seen/early-reader.err"
  # 240 characters, the file's name with them.
  deep="$drive/深"
  while [[ $((${#deep} - ${#root} - ${#prefix} - 6)) -lt 215 ]]; do deep="$deep/某市政务公开 材料"; done
  mkdir -p "$deep"
  local long
  long="C:${deep#"$drive"}\\a-2024 报告.nianbao"
  long=${long//\//\\}
  say "  a path of ${#long} characters"
  told deep-new 0 "$cli" new --year 2024 --organ 某局 -o "$long"
  told deep-export 0 "$cli" export "$long" -o "${long%.nianbao}.docx"
  check "deep: written" test -s "$deep/a-2024 报告.docx"

  say "program: the window"
  start "$program" --sample
  look window-sample 慈溪
  in_wine xdotool key alt+f
  sleep 2
  photograph window-menu
  in_wine xdotool key Escape
  check "the window closes" close_window 慈溪
  start "$program" "$report"
  look window-report 慈溪
  in_wine xdotool key ctrl+p
  sleep 8
  photograph window-preview
  in_wine xdotool key Escape
  sleep 1
  # A second start hands its report to the first program, and ends.
  cp "$drive/报告 甲/慈溪 年报.nianbao" "$drive/报告 甲/又一份.nianbao"
  told second-start 0 "$program" 'C:\报告 甲\又一份.nianbao'
  check "a second window of the one program" until_true has_windows 2 慈溪
  photograph window-second
  check "the window closes too" close_window 慈溪
  start "$program"
  look window-start 年报
  check "and the start page" close_window 年报
  check "settings lie beside the program" test -s "$folder/nianbao/settings/settings.json"
  check "and nothing with the user" not test -e "$drive/users/$clerk/AppData/Roaming/Nianbao"
}

setup() { # NAME STATUS INSTALLER SWITCHES...
  cp "$3" "$drive/setup.exe"
  told "$1" "$2" 'C:\setup.exe' "${@:4}"
}
same_tree() { # what was staged, and the program as installed
  diff <(cd "$1" && find . -type f ! -name portable.txt ! -name 使用说明.txt | sort) \
    <(cd "$2" && find . -type f ! -path ./uninstall.exe ! -path ./installed-files.txt | sort)
}

try_installer() {
  local new old own all key='Software\Microsoft\Windows\CurrentVersion\Uninstall\Nianbao'
  new=$(echo "$top"/dist/nianbao-*-windows-x64.exe)
  old=${NIANBAO_PREVIOUS:-}
  if [[ -z $old ]]; then
    say "installer: one with an older number"
    in_wine PYTHON="$python" bash -euc 'cd /build
      QT_QPA_PLATFORM=offscreen wine "$PYTHON" packaging/windows/prepare.py dist/nianbao build/older --version 0.0.9
      makensis -V1 -INPUTCHARSET UTF8 -DSTAGED=/build/dist/nianbao -DPREPARED=/build/build/older \
        -DOUTPUT=/build/build/older.exe /build/packaging/windows/nianbao.nsi' >/dev/null ||
      die "run packaging/windows/build.sh first"
    old=$root/build/build/older.exe
  fi
  fresh
  rm -rf "$root/tmp/staged"
  unzip -q "$top"/dist/nianbao-*-windows-x64.zip -d "$root/tmp/staged"
  own="$drive/users/$clerk/AppData/Local/Programs/Nianbao" all="$drive/Program Files/Nianbao"
  mkdir -p "$drive/报告 甲"
  say "installer: for one user"
  setup install 0 "$old" /S
  check "every file" same_tree "$root/tmp/staged/nianbao" "$own"
  told installed-self-check 0 'C:\users\'"$clerk"'\AppData\Local\Programs\Nianbao\nianbao-cli.exe' --self-check
  told installed-new 0 'C:\users\'"$clerk"'\AppData\Local\Programs\Nianbao\nianbao-cli.exe' \
    new --year 2024 --organ 某局 -o 'C:\报告 甲\某局 2024.nianbao'
  # Windows shows what stands under HKCU\Software\Classes as if for all; Wine does not.
  local each
  for each in .nianbao Nianbao.Report; do
    in_wine wine reg copy "HKCU\\Software\\Classes\\$each" "HKLM\\Software\\Classes\\$each" /s /f >/dev/null 2>&1
  done
  start start 'C:\报告 甲\某局 2024.nianbao'
  look installed-by-double-click 某局
  setup upgrade-while-open 4 "$new" /S
  check "the window closes" close_window 某局
  for each in .nianbao Nianbao.Report; do
    in_wine wine reg delete "HKLM\\Software\\Classes\\$each" /f >/dev/null 2>&1
  done
  local settings="$drive/users/$clerk/AppData/Roaming/Nianbao/settings.json"
  check "settings are there" test -s "$settings"
  sha256sum "$settings" >"$seen/settings.sum"
  setup upgrade 0 "$new" /S
  check "settings are kept" sha256sum --check --quiet "$seen/settings.sum"
  check "every file" same_tree "$root/tmp/staged/nianbao" "$own"
  setup downgrade 3 "$old" /S
  told uninstall 0 'C:\users\'"$clerk"'\AppData\Local\Programs\Nianbao\uninstall.exe' /S /PURGE
  check "nothing is left of the program" until_true not test -e "$own"
  check "nor of the settings" until_true not test -e "$(dirname "$settings")"
  say "installer: for all"
  setup install-for-all 0 "$new" /S /ALLUSERS
  check "every file" same_tree "$root/tmp/staged/nianbao" "$all"
  start start 'C:\报告 甲\某局 2024.nianbao'
  look all-by-double-click 某局
  check "the window closes" close_window 某局
  told uninstall-for-all 0 'C:\Program Files\Nianbao\uninstall.exe' /S /PURGE
  check "nothing is left of the program" until_true not test -e "$all"
  rm -rf "$drive/报告 甲" "$drive/setup.exe"
  sleep 2
  in_wine wine reg export HKCU 'C:\after.reg' >/dev/null 2>&1
  iconv -f UTF-16LE -t UTF-8 "$drive/after.reg" >"$seen/after.txt"
  check "nothing is left in the registry" not grep -qiE 'nianbao|年报' "$seen/after.txt"
  find "$drive/users" "$drive/ProgramData" ! -path '*/Temp/*' | sort >"$seen/after.txt"
  check "nor in the folders" not grep -qiE 'nianbao|年报' "$seen/after.txt"

  say "installer: a stand-in, in every way"
  printf '#!/bin/sh\nexec wine "Z:\\opt\\python\\python.exe" "$@"\n' >"$root/usr/local/bin/winpython"
  chmod +x "$root/usr/local/bin/winpython"
  local got=0
  in_wine QT_QPA_PLATFORM=offscreen PYTHON=winpython bash -c \
    'cd /build && exec bash packaging/windows/test-under-wine.sh /tmp/wine-trial' >"$seen/stand-in.log" 2>&1 || got=$?
  check "stand-in" test $got == 0
}

wine_root
start_wine
enter "$root" DISPLAY=$screen openbox >/dev/null 2>&1 9>&- &
manager=$!
for each in "$@"; do
  case $each in
    suite | program | typing | gallery | installer) "try_$each" ;;
    *) die "there is no trial “$each”: suite, program, typing, gallery or installer" ;;
  esac
done
[[ $wrong == 0 ]] || die "something is wrong, see above and $seen"
say "all was well; please look at the pictures in $seen"
