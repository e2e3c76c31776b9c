#!/usr/bin/env bash
# Makes .venv with everything the program and its makers need, then sees to the system libraries
# that Qt loads, to a Chinese font and to one like Times New Roman. Safe to run again: what is done
# is not done twice.
#
#   PYTHON=/path/to/python scripts/setup.sh    to choose the interpreter
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$(pwd -P)
venv=$root/.venv
newest_first=(python3.13 python3.12 python3.11 python3 python)

say() { printf 'setup: %s\n' "$*"; }
warn() { printf 'setup: %s\n' "$*" >&2; }

# ---- the system's package manager, where we may use it --------------------------------------

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo -n "$@"; fi
}

manager() { # prints apt-get, dnf or yum; fails where there is none or we may not use it
  [[ $(id -u) -eq 0 ]] || sudo -n true 2>/dev/null || return 1
  local name
  for name in apt-get dnf yum; do
    if command -v "$name" >/dev/null; then
      echo "$name"
      return
    fi
  done
  return 1
}

apt_is_fresh=no
system_install() { # install the named packages; a failure is reported, not fatal
  local tool
  tool=$(manager) || return 1
  say "installing with $tool: $*"
  if [[ $tool == apt-get ]]; then
    if [[ $apt_is_fresh == no ]]; then
      as_root apt-get update -qq </dev/null || warn "apt-get update failed; trying the old lists"
      apt_is_fresh=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
  else
    as_root "$tool" install -y -q "$@" </dev/null >/dev/null
  fi
}

# ---- Python ---------------------------------------------------------------------------------

fits() { # is this a Python we support that really runs (a pyenv shim may not)?
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1
}

find_python() { # with "complete": only one that can make a virtual environment
  local name
  for name in ${PYTHON:+"$PYTHON"} "${newest_first[@]}"; do
    fits "$name" || continue
    if [[ $1 == complete ]]; then "$name" -c 'import ensurepip, venv' 2>/dev/null || continue; fi
    command -v "$name"
    return
  done
  return 1
}

choose_python() {
  find_python complete && return
  local bare version
  if bare=$(find_python any); then
    version=$("$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    [[ $(manager) != apt-get ]] || system_install "python$version-venv" >&2 || true
  else
    case $(manager) in
      apt-get) system_install python3 python3-venv >&2 || true ;;
      dnf | yum) system_install python3.11 >&2 || true ;;
    esac
  fi
  hash -r
  find_python complete && return
  warn "needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian: python3 python3-venv)"
  return 1
}

scripts_of() { # Windows calls the folder Scripts
  if [[ -d $1/Scripts ]]; then echo "$1/Scripts"; else echo "$1/bin"; fi
}

make_venv() {
  local bin python key made=
  bin=$(scripts_of "$venv")
  key="$root $(cat pyproject.toml constraints.txt core/base/version.py | cksum)"
  [[ ! -f $venv/stamp ]] || made=$(<"$venv/stamp")
  if [[ $made == "$key" ]] && fits "$bin/python"; then return; fi

  # A moved folder needs a new one too: the programs in it name the folder they were made in.
  if ! fits "$bin/python" || [[ ! -x $bin/pip || "$made " != "$root "* ]]; then
    python=$(choose_python)
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
    bin=$(scripts_of "$venv")
    echo "$root" >"$venv/stamp"
  fi
  say "installing what constraints.txt pins"
  local pip=("$bin/python" -m pip --disable-pip-version-check install --quiet -c constraints.txt)
  # compat: one path for the whole tree, so a new package is seen without installing again.
  if ! "${pip[@]}" setuptools ||
    ! "${pip[@]}" --no-build-isolation --config-settings editable_mode=compat -e '.[dev]'; then
    warn "pip could not install the packages: is the network, or the package index, within reach?"
    return 1
  fi
  echo "$key" >"$venv/stamp"
}

# ---- the libraries Qt loads, and fonts (Linux) ------------------------------------------------

debian_package() { # the package that holds this library; later releases provide the same names
  case $1 in
    libEGL.so.1) echo libegl1 ;;
    libGL.so.1) echo libgl1 ;;
    libX11-xcb.so.1) echo libx11-xcb1 ;;
    libX11.so.6) echo libx11-6 ;;
    libcups.so.2) echo libcups2 ;;
    libdbus-1.so.3) echo libdbus-1-3 ;;
    libfontconfig.so.1) echo libfontconfig1 ;;
    libfreetype.so.6) echo libfreetype6 ;;
    libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
    libwayland-client.so.0) echo libwayland-client0 ;;
    libwayland-cursor.so.0) echo libwayland-cursor0 ;;
    libwayland-egl.so.1) echo libwayland-egl1 ;;
    libxcb.so.1) echo libxcb1 ;;
    libxcb-icccm.so.4) echo libxcb-icccm4 ;;
    libxcb-keysyms.so.1) echo libxcb-keysyms1 ;;
    libxcb-*.so.0 | libxkbcommon.so.0) basename "$1" .so.0 | sed 's/$/0/' ;;
    libxcb-*.so.1) basename "$1" .so.1 | sed 's/$/1/' ;;
    libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
    *) echo "${1%%.so*}" ;;
  esac
}

missing_libraries() { # sonames that the parts of Qt we use ask for and the system has not
  local qt
  qt=$("$1/python" -c 'import importlib.util as u; print(*u.find_spec("PySide6").submodule_search_locations)')
  (
    cd "$qt"
    ldd Qt{Core,Gui,Widgets,PrintSupport,Svg,Test}.abi3.so Qt/plugins/iconengines/libqsvgicon.so \
      Qt/plugins/platforms/lib{qxcb,qoffscreen,qwayland-egl,qwayland-generic}.so \
      Qt/plugins/platforminputcontexts/lib{compose,ibus}platforminputcontextplugin.so \
      Qt/plugins/printsupport/libcupsprintersupport.so Qt/plugins/xcbglintegrations/*.so 2>/dev/null
  ) | awk '/=> not found/ {print $1}' | sort -u
}

has_family() { # BIN FAMILY: asks Qt itself
  QT_QPA_PLATFORM=offscreen "$1/python" - "$2" 2>/dev/null <<'PYTHON'
import sys
from PySide6.QtGui import QFontDatabase, QGuiApplication
app = QGuiApplication([])
sys.exit(sys.argv[1] not in QFontDatabase.families())
PYTHON
}

has_chinese_font() { # asks Qt itself
  QT_QPA_PLATFORM=offscreen "$1/python" - 2>/dev/null <<'PYTHON'
import sys
from PySide6.QtGui import QFontDatabase, QGuiApplication
app = QGuiApplication([])
sys.exit(not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
PYTHON
}

packages_of() { # what a package manager calls the packages that hold these libraries
  local tool=$1 library
  shift
  for library in "$@"; do
    case $tool in
      apt-get) debian_package "$library" ;;
      dnf | yum) echo "$library()(64bit)" ;;
    esac
  done | sort -u
}

see_to_system() {
  local bin stamp key packages
  bin=$(scripts_of "$venv")
  stamp=$venv/system-stamp
  key=$(cksum <scripts/setup.sh) # what it sees to may have grown
  [[ $(uname -s) == Linux ]] || return 0
  [[ ! -f $stamp || $(<"$stamp") != "$key" ]] || return 0

  mapfile -t missing < <(missing_libraries "$bin")
  if [[ ${#missing[@]} -gt 0 ]]; then
    mapfile -t packages < <(packages_of "$(manager)" "${missing[@]}")
    [[ ${#packages[@]} -eq 0 ]] || system_install "${packages[@]}" || true
    mapfile -t missing < <(missing_libraries "$bin")
    if [[ ${#missing[@]} -gt 0 ]]; then
      warn "the window and the tests need these system libraries: ${missing[*]}"
      if command -v apt-get >/dev/null; then
        mapfile -t packages < <(packages_of apt-get "${missing[@]}")
        warn "please install them with: sudo apt-get install ${packages[*]}"
      fi
      return 0
    fi
  fi

  if ! has_chinese_font "$bin"; then
    case $(manager) in
      apt-get) system_install fonts-noto-cjk || true ;;
      dnf | yum) system_install 'font(:lang=zh-cn)' || true ;;
    esac
    if ! has_chinese_font "$bin"; then
      warn "no Chinese font found, please install one (on Debian: fonts-noto-cjk)"
      return 0
    fi
  fi

  # The figures of a page are set in Times New Roman, or in what is as wide: Liberation Serif.
  if ! has_family "$bin" "Liberation Serif"; then
    case $(manager) in
      apt-get) system_install fonts-liberation || true ;;
      dnf | yum) system_install 'font(liberationserif)' || true ;;
    esac
    has_family "$bin" "Liberation Serif" ||
      warn "Liberation Serif is missing (on Debian: fonts-liberation); some tests are skipped"
  fi

  # What systems set in place of a font that is missing, and where signs of lost characters are.
  if ! has_family "$bin" "DejaVu Serif"; then
    case $(manager) in
      apt-get) system_install fonts-dejavu-core || true ;;
      dnf | yum) system_install 'font(dejavuserif)' || true ;;
    esac
    has_family "$bin" "DejaVu Serif" ||
      warn "DejaVu Serif is missing (on Debian: fonts-dejavu-core); some tests are skipped"
  fi
  echo "$key" >"$stamp"
}

make_venv
see_to_system
