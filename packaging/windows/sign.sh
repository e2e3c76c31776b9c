#!/usr/bin/env bash
# Signs a program for Windows in place: sign.sh FILE. build.sh lays the certificate and the file with
# its password there; NIANBAO_TIME_SERVER stamps the signature with the time.
set -euo pipefail
stamp=()
[[ -z ${NIANBAO_TIME_SERVER:-} ]] || stamp=(-ts "$NIANBAO_TIME_SERVER")
osslsigncode sign -pkcs12 /etc/nianbao-sign.p12 -readpass /etc/nianbao-sign.txt -h sha256 \
  -n 年报 "${stamp[@]}" -in "$1" -out "$1.signed" >/dev/null
mv "$1.signed" "$1"
