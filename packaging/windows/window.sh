# The trials of the real window: typing into it, and a picture of all that it shows. Sourced by test.sh.

# What the window opens, by the keys that a user presses. "here" stays in the window and goes away
# by the same keys or by Esc; "system" is a dialog of Windows, after which Wine's window manager
# does not give the focus back.
gallery='
cover here ctrl+0
part-1 here ctrl+1
part-2 here ctrl+2
part-3 here ctrl+3
part-4 here ctrl+4
part-6 here ctrl+6
part-5 here ctrl+5
find here ctrl+f
export-menu here alt+f a
report-menu here alt+r
edit-menu here alt+e
view-menu here alt+v
page-beside here F4
page-beside-away here F4
side here F9
side-away here F9
replace here ctrl+h
insert-cell here ctrl+l
phrases here ctrl+j
keep-phrases window alt+e g
write-table window alt+e w
link-numbers window alt+e b
new window ctrl+n
open system ctrl+o
save-as system ctrl+shift+s
settings window ctrl+comma
publish system alt+f f
public-picture window alt+f g
recover here alt+f h
backups window alt+f y
new-rollup window alt+f x
preview window ctrl+p
proofreading window F7
series window alt+r l
signing window alt+r q
share window alt+r f
history window alt+r j
guide window F1
keys window ctrl+slash
about window alt+h g
'

active() { in_wine xdotool getactivewindow 2>/dev/null || true; }
is_not_active() { [[ $(active) != "$1" ]]; }
photograph() { # NAME
  enter "$root" DISPLAY=$screen import -window root "/tmp/photo.png"
  mv "$root/tmp/photo.png" "$seen/$1.png"
}
come_back() { # MAIN: close what is in front of it
  local turn
  for turn in $(seq 8); do
    in_wine xdotool key --delay 300 Escape Escape # one for a menu, one for what it stands on
    sleep 1
    [[ -n $(active) ]] || in_wine xdotool windowactivate --sync "$1"
    is_not_active "$1" || return 0
    [[ $turn -lt 3 ]] || { in_wine xdotool key alt+F4 || true; let_go; }
    sleep 1
  done
  return 1
}
within() { # SECONDS COMMAND...
  local _
  for _ in $(seq "$1"); do "${@:2}" && return 0; sleep 1; done
  return 1
}

photograph_all() { # PREFIX: every line of the gallery, with a sheet of them all
  local name kind keys main
  main=$(in_wine xdotool search --onlyvisible --name 慈溪 | head -n 1)
  # shellcheck disable=SC2086 # the keys are words
  while read -r name kind keys <&3; do
    [[ -n $name ]] || continue
    in_wine xdotool key --delay 400 $keys
    [[ $kind == here ]] || check "$1-$name opens" within 30 is_not_active "$main"
    sleep 3
    photograph "$1-$name"
    [[ $kind != system ]] || in_wine xdotool key --delay 500 Escape windowactivate --sync "$main"
    [[ $name == *-beside || $name == side ]] || check "$1-$name closes" come_back "$main"
  done 3<<<"$gallery"
  photograph_rollup "$1"
  enter "$root" rm -rf /tmp/sheet
  mkdir "$root/tmp/sheet"
  cp "$seen/$1"-*.png "$root/tmp/sheet/"
  enter "$root" bash -c 'cd /tmp/sheet && montage -label %t ./*.png -tile 3x4 -geometry 900x506+6+6 sheet.jpg'
  for name in "$root"/tmp/sheet/sheet*.jpg; do mv "$name" "$seen/$1-$(basename "$name")"; done
}

photograph_rollup() { # PREFIX: a roll-up of two units, begun by its keys, and its four pages
  local page
  in_wine xdotool key --delay 400 alt+f x
  check "$1-rollup: the dialog" within 30 shows 新建汇总
  sleep 3
  in_wine xdotool key alt+j
  in_wine xdotool type --delay 120 Office
  in_wine xdotool key alt+u
  in_wine xdotool type --delay 120 'Office A'
  in_wine xdotool key Return
  in_wine xdotool type --delay 120 'Office B'
  in_wine xdotool key --delay 400 alt+p Return
  check "$1-rollup: the dialog closes" within 30 not shows 新建汇总
  check "$1-rollup opens" within 60 shows 汇总
  for page in 1 2 3 4; do
    sleep 3
    in_wine xdotool key "ctrl+$page"
    sleep 3
    photograph "$1-rollup-$page"
  done
  check "$1-rollup closes" close_window 汇总
}

try_gallery() {
  local cli program per_inch
  for per_inch in ${NIANBAO_GALLERY:-96 144}; do # 100 and 150 %
    fresh
    unpack_program 'C:\画廊'
    in_wine wine reg add 'HKCU\Control Panel\Desktop' /v LogPixels /t REG_DWORD /d $per_inch /f >/dev/null 2>&1
    say "gallery: at $per_inch dots to the inch"
    told "gallery-read-$per_inch" 0 "$cli" read 'C:\画廊\nianbao\_internal\resources\samples\cixi-2020.txt' -o 'C:\画廊\慈溪 年报.nianbao'
    start "$program" 'C:\画廊\慈溪 年报.nianbao'
    look "gallery-$per_inch-first" 慈溪
    photograph_all "gallery-$per_inch"
    check "the window closes" close_window 慈溪
  done
}

try_typing() { # into the real window, as its user does: the file must hold it
  local cli program report='C:\填报 甲\某局 2024.nianbao'
  fresh
  unpack_program 'C:\填报 甲'
  say "typing: into a new report"
  told typing-new 0 "$cli" new --year 2024 --organ 某局 -o "$report"
  start "$program" "$report"
  look typing-empty 某局
  in_wine xdotool key ctrl+3
  sleep 3
  in_wine xdotool key ctrl+Home
  in_wine xdotool type --delay 120 12
  in_wine xdotool key Return
  sleep 1
  photograph typing-table
  in_wine xdotool key ctrl+1
  sleep 2
  in_wine xdotool key ctrl+End
  in_wine xdotool type --delay 120 'seen 2024.'
  sleep 1
  photograph typing-text
  in_wine xdotool key ctrl+s
  sleep 4
  check "typing: the window closes" close_window 某局
  told typing-figures 0 "$cli" figures "$report" --json
  check "typing: the figure is in the file" grep -q '"applications.received.natural": 12,' "$seen/typing-figures.out"
  check "typing: so is the text" grep -q 'seen 2024\.' "$drive/填报 甲/某局 2024.nianbao"
  start "$program" "$report"
  look typing-again 某局
  in_wine xdotool key ctrl+3
  sleep 3
  photograph typing-again-table
  check "typing: and again" close_window 某局
}
