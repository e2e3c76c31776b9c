#!/usr/bin/env bash
# Proves the packages in dist/ on systems that never saw the project: fresh roots of Debian with
# nothing but what the package says it needs. What was seen is left in dist/package-test/.
#
#     packaging/linux/test.sh [SUITE...]
#
# NIANBAO_PREVIOUS names the .deb of the version before, to upgrade from; without it one is made
# from the new package, with a lower version and a file that is gone since.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/roots.sh"

need_tools debootstrap=debootstrap "$archive_keys" Xvfb=xvfb openbox=openbox xdotool=xdotool import=imagemagick \
  pkill=procps dpkg-deb=dpkg xz=xz-utils
shopt -s nullglob
debs=("$top"/dist/nianbao_*_amd64.deb)
archives=("$top"/dist/nianbao-*-linux-amd64.tar.xz)
stores=("$top"/dist/{uos,kylin}/*_amd64.deb)
[[ ${#debs[@]} == 1 && ${#archives[@]} == 1 && ${#stores[@]} == 2 ]] ||
  die "make package first: dist/ has not one .deb of each kind and one .tar.xz"
deb=${debs[0]} archive=${archives[0]}
seen=$top/dist/package-test
rm -rf "$seen"
mkdir -p "$seen" "$cache"
screen=
manager=
running=
root=
clerk=1000
kinds=(docx doc xlsx html csv json pdf svg png)
declare -A old_wayland=([bullseye]=Wayland)
quiet=(XDG_RUNTIME_DIR=/run/clerk LANG=C.UTF-8)

end() { # PID: of a function that was started in the background, and the program that it runs
  pkill --parent "$1" || true
  wait "$1" 2>/dev/null || true
}

finish() {
  [[ -z $running ]] || end "$running"
  [[ -z $screen ]] || kill "$manager" "$screen" 2>/dev/null || true
  [[ -z $root ]] || remove_root "$root"
}
trap finish EXIT

as_clerk() { # VARIABLE=VALUE... COMMAND...: as a plain user, with nothing in the environment
  chroot --userspec="$clerk:$clerk" --groups="$clerk" "$root" /usr/bin/env -i PATH=/usr/bin:/bin "$@"
}

ok() { printf '  %-10s %s\n' "$suite" "$*"; }

quiet_but_for_fonts() { # FILE: fontconfig tells of a home where it cannot keep its cache
  ! grep -qv '^Fontconfig error: No writable cache directories$' "$1"
}

expect() { # NAME STATUS COMMAND...: that status, and nothing on stderr
  local name=$1 status=$2 got=0
  shift 2
  "$@" >"$seen/$suite-$name.out" 2>"$seen/$suite-$name.err" || got=$?
  [[ $got == "$status" ]] || die "$suite: $name ended with $got, not $status: see $seen/$suite-$name.*"
  quiet_but_for_fonts "$seen/$suite-$name.err" ||
    die "$suite: $name complained: $(cat "$seen/$suite-$name.err")"
  ok "$name"
}

start_screen() { # a screen of this machine, with windows' frames, whose socket the root gets to see
  local number
  for number in $(seq 90 120); do
    [[ ! -e /tmp/.X11-unix/X$number ]] || continue
    Xvfb ":$number" -ac -noreset -screen 0 1366x768x24 >/dev/null 2>&1 &
    screen=$!
    display=:$number
    for _ in $(seq 100); do
      [[ ! -e /tmp/.X11-unix/X$number ]] || break 2
      sleep 0.1
    done
  done
  [[ -n $screen && -e /tmp/.X11-unix/X$number ]] || die "no X screen could be started"
  DISPLAY=$display HOME=/nonexistent openbox >/dev/null 2>&1 &
  manager=$!
}

window_named() { # PATTERN: the window of that title, once it is there
  local found
  for _ in $(seq 150); do
    found=$(DISPLAY=$display xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1) || true
    [[ -z $found ]] || {
      echo "$found"
      return
    }
    sleep 0.2
  done
  return 1
}

look() { # NAME TITLE COMMAND...: a window opens, is looked at, closes, and says nothing
  local name=$1 title=$2 window colours
  shift 2
  "$@" >"$seen/$suite-$name.out" 2>"$seen/$suite-$name.err" &
  running=$!
  window=$(window_named "$title") || die "$suite: $name showed no window “$title”: $(cat "$seen/$suite-$name.err")"
  sleep 2 # until it is painted
  DISPLAY=$display import -window root "$seen/$suite-$name.png"
  colours=$(identify -format %k "$seen/$suite-$name.png")
  [[ $colours -gt 200 ]] || die "$suite: $name painted only $colours colours"
  DISPLAY=$display xdotool windowactivate --sync "$window" key alt+F4
  for _ in $(seq 100); do
    kill -0 "$running" 2>/dev/null || break
    sleep 0.2
  done
  if kill -0 "$running" 2>/dev/null; then
    DISPLAY=$display import -window root "$seen/$suite-$name-stuck.png"
    die "$suite: $name did not close"
  fi
  wait "$running" || die "$suite: $name ended with $?"
  running=
  quiet_but_for_fonts "$seen/$suite-$name.err" ||
    die "$suite: $name complained: $(cat "$seen/$suite-$name.err")"
  ok "$name"
}

install_package() { # FILE [apt's options]
  cp "$1" "$root/tmp/package.deb"
  shift
  enter "$root" apt-get -qq install --no-install-recommends "$@" /tmp/package.deb \
    >>"$seen/$suite-apt.log" 2>&1 || die "$suite: the package could not be installed, see $seen/$suite-apt.log"
}

previous_package() {
  [[ -z ${NIANBAO_PREVIOUS:-} ]] || {
    echo "$NIANBAO_PREVIOUS"
    return
  }
  local folder=$root/tmp/previous
  dpkg-deb --raw-extract "$deb" "$folder"
  sed -i 's/^Version: .*/Version: 0.0.1/' "$folder/DEBIAN/control"
  echo old >"$folder/opt/nianbao/_internal/gone-since.txt"
  dpkg-deb --root-owner-group -Zgzip -z1 --build "$folder" "$root/tmp/previous.deb" >/dev/null
  rm -rf "$folder"
  echo "$root/tmp/previous.deb"
}

runs() { pgrep -f "^$1( |\$)" >/dev/null; } # COMMAND: as a process of this machine

ended() { # COMMAND: within half a minute
  local _
  for _ in $(seq 150); do
    runs "$1" || return 0
    sleep 0.2
  done
  return 1
}

double_click() { # NAME COMMAND FILE: the desktop opens it with the program whose entry says so
  local window
  as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" gio open "$3" >"$seen/$suite-$1.out" 2>&1 &
  running=$!
  window=$(window_named 慈溪) || die "$suite: $1 showed no window: $(cat "$seen/$suite-$1.out")"
  runs "$2" || die "$suite: $1: that window is not of $2"
  sleep 2
  DISPLAY=$display import -window root "$seen/$suite-$1.png"
  DISPLAY=$display xdotool windowactivate --sync "$window" key alt+F4
  ended "$2" || die "$suite: $1 did not close"
  end "$running" # without a session bus gio never ends
  running=
  ok "$1"
}

has_entry() { # NAME: the desktop knows the program, its icon and its files
  local icon each
  chroot "$root" desktop-file-validate "/usr/share/applications/$1.desktop" || die "$suite: the entry of $1 is not valid"
  icon=$(sed -n 's/^Icon=//p' <(chroot "$root" cat "/usr/share/applications/$1.desktop"))
  for each in 48x48/apps/$icon.png scalable/apps/$icon.svg; do
    chroot "$root" test -s "/usr/share/icons/hicolor/$each" || die "$suite: $1 has no icon $each"
  done
  grep -q '^50:application/x-nianbao:\*\.nianbao$' "$root/usr/share/mime/globs2" || die "$suite: the file type is not known"
  grep -q "^application/x-nianbao=$1.desktop" "$root/usr/share/applications/mimeinfo.cache" ||
    die "$suite: the files do not open with $1"
  ok "entry of $1"
}

nothing_left() { # NAME FOLDER: of a package that was purged
  local left
  left=$(find "$root" -xdev \( -path "$root/home" -o -path "$root/tmp" -o -path "$root/var/log" \
    -o -path "$root/proc" -o -path "$root/dev" \) -prune -o -iname '*nianbao*' \
    ! -name nianbao-certificates.crt -print)
  [[ -z $left && ! -e $root$2 ]] || die "$suite: the purge of $1 left $left"
  ! grep -rqs nianbao "$root/usr/share/mime" "$root/usr/share/applications" || die "$suite: the purge of $1 left its file type"
  ok "purge of $1"
}

try_store() { # STORE FILE: the package as a store asks for it
  local store=$1 package=$2 name place folder each
  name=$(dpkg-deb --field "$package" Package)
  folder=/opt/apps/$name
  place=$folder
  [[ $(basename "$package") == "${name}_$(dpkg-deb --field "$package" Version)_amd64.deb" ]] || die "$suite: $package has not its name"
  [[ $(dpkg-deb --ctrl-tarfile "$package" | tar -t | sort | xargs) == "./ ./control ./md5sums" ]] ||
    die "$suite: the package for $store has scripts"
  install_package "$package"
  if [[ $store == uos ]]; then
    place=$folder/files
    [[ -z $(dpkg-deb --fsys-tarfile "$package" | tar -t | grep -vE "^\./(opt/(apps/($name/.*)?)?)?$") ]] ||
      die "$suite: the package for $store lays files outside of $folder"
    # What the system itself does there: links in the place where a desktop looks.
    (cd "$root$folder/entries" && find . -type f) | while read -r each; do
      mkdir -p "$(dirname "$root/usr/share/$each")"
      ln -s "$folder/entries/$each" "$root/usr/share/$each"
    done
    chroot "$root" update-mime-database /usr/share/mime
    chroot "$root" update-desktop-database /usr/share/applications
  fi
  has_entry "$name"
  expect "$store-self-check" 0 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" "$place/nianbao" --self-check
  look "$store-menu" 慈溪 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" \
    "$(sed -n 's/^Exec=\(.*\) %F$/\1/p' <(chroot "$root" cat "/usr/share/applications/$name.desktop"))" --sample
  double_click "$store-double-click" "$place/nianbao" "$report"
  enter "$root" apt-get -qq purge "$name" >>"$seen/$suite-apt.log" 2>&1
  if [[ $store == uos ]]; then
    find "$root/usr/share" -xtype l -lname "$folder/*" -delete
    chroot "$root" update-mime-database /usr/share/mime
    chroot "$root" update-desktop-database /usr/share/applications
  fi
  nothing_left "$store" "$folder"
}

try_suite() {
  suite=$1
  root=$cache/test-$suite
  remove_root "$root"
  make_root "$suite" "$root"
  [[ ! -e $root/usr/bin/python3 ]] || die "$suite: the root has a Python"
  local home="/home/李 四" folder="/home/李 四/政务公开 年报/2020年度" program=/usr/bin/nianbao
  enter "$root" useradd --uid "$clerk" --user-group --home-dir "$home" clerk
  mkdir -p "$root$folder" "$root/run/clerk"
  chown -R "$clerk:$clerk" "$root/home" "$root/run/clerk"
  chmod 700 "$root/run/clerk"

  # Upgrade from the version before, as its user left it.
  install_package "$(previous_package)"
  expect settings-before 0 as_clerk "${quiet[@]}" HOME="$home" mkdir -p "$home/.config/nianbao"
  echo '{"theme": "dark"}' >"$root$home/.config/nianbao/settings.json"
  chown -R "$clerk:$clerk" "$root$home"
  install_package "$deb"
  [[ ! -e $root/opt/nianbao/_internal/gone-since.txt ]] || die "$suite: the upgrade left an old file"
  grep -q dark "$root$home/.config/nianbao/settings.json" || die "$suite: the upgrade lost the settings"
  ok "upgrade"

  # The console, offscreen.
  expect version 0 as_clerk "${quiet[@]}" HOME="$home" $program --version
  expect self-check 0 as_clerk "${quiet[@]}" HOME="$home" $program --self-check
  expect self-check-c-locale 0 as_clerk XDG_RUNTIME_DIR=/run/clerk LC_ALL=C HOME="$home" $program --self-check
  local source=/opt/nianbao/_internal/resources/samples/cixi-2020.txt report="$folder/慈溪 年报.nianbao"
  expect read 0 as_clerk "${quiet[@]}" HOME="$home" $program read "$source" -o "$report"
  expect check 1 as_clerk "${quiet[@]}" HOME="$home" $program check "$report"
  local kind
  for kind in "${kinds[@]}"; do
    expect "export-$kind" 0 as_clerk "${quiet[@]}" HOME="$home" $program export "$report" -o "$folder/慈溪 年报.$kind"
    [[ -s "$root$folder/慈溪 年报.$kind" ]] || die "$suite: the export to $kind is empty"
  done

  # A home that cannot be written to, and none at all.
  local before
  before=$(find "$root$home" | sort)
  chmod -R a-w "$root$home"
  expect self-check-readonly-home 0 as_clerk "${quiet[@]}" HOME="$home" $program --self-check
  [[ $(find "$root$home" | sort) == "$before" ]] || die "$suite: something was written to the home"
  chmod -R u+w "$root$home"
  clerk=4999 expect self-check-no-home 0 as_clerk "${quiet[@]}" $program --self-check

  # A screen; then with a font and what knows of file types, as a desktop has.
  start_screen
  mkdir -p "$root/tmp/.X11-unix"
  mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
  expect self-check-screen 0 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" $program --self-check
  grep -q xcb "$seen/$suite-self-check-screen.out" || die "$suite: the window was not on the screen"
  enter "$root" apt-get -qq install --no-install-recommends fonts-noto-cjk shared-mime-info \
    desktop-file-utils libglib2.0-bin >>"$seen/$suite-apt.log" 2>&1 || die "$suite: the fonts could not be installed"
  expect self-check-font 0 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" $program --self-check
  # The Wayland of Debian 11 is too old for Qt 6.8: there the window goes by X11.
  local hints
  hints=$(grep 提示 "$seen/$suite-self-check-font.out" | grep -v "${old_wayland[$suite]:-^$}") || true
  [[ -z $hints ]] || die "$suite: $hints"
  has_entry nianbao
  rm "$root$home/.config/nianbao/settings.json"
  look window-sample 慈溪 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" $program --sample
  double_click window-double-click /usr/bin/nianbao "$report"
  look window-file 慈溪 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" $program "$report"
  [[ -e "$root$home/.config/nianbao/settings.json" ]] || die "$suite: the settings were not saved"
  chmod -R a-w "$root$home"
  look window-readonly-home 慈溪 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" $program "$report"
  chmod -R u+w "$root$home"
  clerk=4999 look window-no-home 慈溪 as_clerk "${quiet[@]}" DISPLAY="$display" $program --sample

  # Wayland: a compositor without a screen.
  if enter "$root" apt-get -qq install --no-install-recommends weston >>"$seen/$suite-apt.log" 2>&1; then
    as_clerk "${quiet[@]}" HOME="$home" weston --backend=headless-backend.so --socket=wayland-test \
      --idle-time=0 >"$seen/$suite-weston.log" 2>&1 &
    running=$!
    for _ in $(seq 100); do
      [[ ! -e $root/run/clerk/wayland-test ]] || break
      sleep 0.1
    done
    # As in a session of Wayland that has X11 too; and with Wayland alone where it is new enough.
    expect self-check-wayland-session 0 as_clerk "${quiet[@]}" WAYLAND_DISPLAY=wayland-test \
      XDG_SESSION_TYPE=wayland DISPLAY="$display" HOME="$home" $program --self-check
    [[ -n ${old_wayland[$suite]:-} ]] || expect self-check-wayland 0 as_clerk "${quiet[@]}" \
      WAYLAND_DISPLAY=wayland-test QT_QPA_PLATFORM=wayland HOME="$home" $program --self-check
    end "$running"
    running=
  else
    die "$suite: weston could not be installed"
  fi

  # Purge: nothing is left but what its user made.
  enter "$root" apt-get -qq purge nianbao >>"$seen/$suite-apt.log" 2>&1
  nothing_left nianbao /opt/nianbao

  for each in "${stores[@]}"; do try_store "$(basename "$(dirname "$each")")" "$each"; done

  # The archive, from a folder such as a stick has; nothing of the program is on the system now.
  local stick="/media/U 盘"
  mkdir -p "$root$stick"
  tar -xJf "$archive" --no-same-owner -C "$root$stick"
  [[ -z $(find "$root$stick" -type l) ]] || die "$suite: the archive has links, which a stick has not"
  chown -R "$clerk:$clerk" "$root$stick"
  rm -rf "$root$home/.config"
  program="$stick/nianbao/nianbao"
  expect archive-self-check 0 as_clerk "${quiet[@]}" HOME="$home" "$program" --self-check
  look archive-window 慈溪 as_clerk "${quiet[@]}" DISPLAY="$display" HOME="$home" "$program" --sample
  [[ -e "$root$stick/nianbao/settings/settings.json" && ! -e "$root$home/.config" ]] ||
    die "$suite: the archive's settings are not beside it"
  ok "archive's settings"

  umount "$root/tmp/.X11-unix"
  kill "$manager" "$screen"
  screen=
  remove_root "$root"
  root=
}

[[ $# -gt 0 ]] || set -- bullseye bookworm
for each in "$@"; do try_suite "$each"; done
say "all was well on $*; please look at the pictures in $seen"
