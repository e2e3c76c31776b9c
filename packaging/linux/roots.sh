# Debian roots to build and test in. Sourced by build.sh, test.sh and test-roots.sh; needs root rights.

mirror=${NIANBAO_MIRROR:-}
security_mirror=${NIANBAO_SECURITY_MIRROR:-}
cache=${NIANBAO_CACHE:-/var/cache/nianbao-build}

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$@"
  exit 1
}

need_tools() { # PROGRAM-OR-FILE=PACKAGE...: on this machine
  [[ $(id -u) == 0 ]] || die "this needs root rights (it makes Debian roots with debootstrap): try sudo"
  [[ $(uname -sm) == "Linux x86_64" ]] || die "this needs Linux on amd64"
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || [[ -e ${pair%%=*} ]] || missing+=("${pair##*=}")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  command -v apt-get >/dev/null || die "please install: ${missing[*]}"
  say "installing ${missing[*]}"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}" \
    >/dev/null || die "could not install ${missing[*]}: is the Debian archive within reach?"
}

# How this machine reaches the network is what a root has to know too: proxies, certificates,
# where pip finds packages. Nothing of it gets into what is built.
share_network() { # ROOT
  local root=$1 file
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  [[ ! -f /etc/hosts ]] || cp /etc/hosts "$root/etc/hosts"
  apt-config dump | grep -E '^Acquire::(http|https|Retries|Check-Valid-Until|Check-Date)' \
    >"$root/etc/apt/apt.conf.d/99host" || true
  [[ ! -f /etc/pip.conf ]] || cp /etc/pip.conf "$root/etc/pip.conf"
  file=${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}
  [[ ! -f $file ]] || cp -L "$file" "$root/etc/nianbao-certificates.crt"
}

archive_keys=/usr/share/keyrings/debian-archive-keyring.gpg=debian-archive-keyring

archives_of_apt() { # [apt's options]: address, suite and component of each source that apt knows here
  command -v apt-get >/dev/null || return 0
  # apt itself reads both formats, the lines of *.list and the paragraphs of *.sources.
  apt-get "$@" indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' |
    awk '$3 == "main" && !seen[$0]++ {sub("/$", "", $1); print}'
}

first_reachable() { # SUITE-PATTERN: the address of the first such line on stdin, as debootstrap wants it
  local address release component
  while read -r address release component; do
    [[ $release =~ ^($1)$ ]] || continue
    # The images for clouds keep the address in a file of its own.
    [[ $address != mirror+file:* ]] ||
      address=$(awk '/^(https?|file):/ {print $1; exit}' "${address#mirror+file:}" 2>/dev/null)
    [[ $address =~ ^(https?|file):/.*/debian(-security)?(/|$) ]] || continue
    echo "${address%/}"
    return
  done
  return 1
}

beside() { # MIRROR: the archive of security updates that lies beside it
  if [[ $1 == */debian || $1 == */debian/* ]]; then
    sed -E 's#(.*)/debian(/|$)#\1/debian-security\2#' <<<"$1"
  else
    echo "$1-security"
  fi
}

# Where packages come from: what the variables name, else where this machine's own packages come
# from. An archive of Debian has all suites, so that it serves for the one that is asked for.
find_mirrors() { # [apt's options]
  if [[ -n $mirror ]]; then
    : "${security_mirror:=$(beside "$mirror")}"
    return
  fi
  local names="bullseye|bookworm|trixie|forky|sid|(oldold|old|)stable|testing|unstable" sources
  sources=$(archives_of_apt "$@")
  mirror=$(first_reachable "$names" <<<"$sources") ||
    die "apt's sources on this machine name no archive of Debian that can be reached:" \
      "please name one, as NIANBAO_MIRROR=http://HOST/debian"
  : "${security_mirror:=$(first_reachable "($names)-security" <<<"$sources" || beside "$mirror")}"
}

make_root() { # SUITE ROOT [debootstrap's options]: with security updates, without recommendations
  local suite=$1 root=$2
  shift 2
  find_mirrors
  say "making a root of Debian $suite"
  mkdir -p "$cache/debs" "$root"
  debootstrap --variant=minbase --cache-dir="$cache/debs" "$@" "$suite" "$root" "$mirror" \
    >"$root.log" 2>&1 || die "debootstrap failed, see $root.log"
  cat >"$root/etc/apt/sources.list" <<LIST
deb $mirror $suite main
deb $security_mirror $suite-security main
LIST
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # starts no services
  chmod +x "$root/usr/sbin/policy-rc.d"
  share_network "$root"
  enter "$root" apt-get -qq update
}

mount_root() { # ROOT
  mountpoint -q "$1/proc" || mount -t proc proc "$1/proc"
  mountpoint -q "$1/dev" || mount --bind /dev "$1/dev"
}

unmount_root() { # ROOT: also where it is half made
  local each
  for each in tmp/.X11-unix dev proc; do
    ! mountpoint -q "$1/$each" || umount "$1/$each" || umount -l "$1/$each"
  done
}

remove_root() { # ROOT
  unmount_root "$1"
  if grep -q " $1/" /proc/mounts; then die "something is still mounted under $1, so it is left"; fi
  rm -rf --one-file-system "$1"
}

enter() { # ROOT COMMAND...: with a clean environment; VARIABLE=VALUE may stand before the command
  local root=$1 name kept=()
  shift
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
    PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT; do
    [[ -z ${!name:-} ]] || kept+=("$name=${!name}")
  done
  [[ ! -f $root/etc/nianbao-certificates.crt ]] || kept+=(
    PIP_CERT=/etc/nianbao-certificates.crt SSL_CERT_FILE=/etc/nianbao-certificates.crt)
  mount_root "$root"
  chroot "$root" /usr/bin/env -i "${kept[@]}" HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
