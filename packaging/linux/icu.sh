#!/usr/bin/env bash
# Leaves out of Qt's ICU data what a Chinese program never asks for: 32 MB become 4.
#
#     packaging/linux/icu.sh FOLDER/libicudata.so.73
#
# ICU's data lie in a library that holds nothing else. What Qt asks of them is how to sort (dialogs for
# files do), text of other encodings (what is pasted may be) and names of time zones; its own tables
# know how dates and numbers are written. All else of ICU stays as it is in Qt's wheel: whoever wants
# the whole data back puts the wheel's libicudata over this one.
set -euo pipefail

# Of the tables of encodings: GB 18030, GB 2312 and GBK; Big5 with Hong Kong's; what the West used.
kept=(
  icustd icuver keyTypeData likelySubtags metaZones metadata numberingSystems plurals
  supplementalData timezoneTypes windowsZones zoneinfo64
  '((coll|zone)/)?(pool|root|res_index|en|en_US|zh|zh_.*)' coll/ucadata
  cnvalias gb18030 'ibm-(1383|1386)_.*' windows-936-2000
  'ibm-(950|1373|1375|5471)_.*' windows-950-2000 'ibm-(912|1252|5348)_.*'
)

library=$(realpath "$1")
number=${library##*.so.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
objcopy --output-target=binary --only-section=.rodata "$library" "icudt${number}l.dat"
icupkg --list "icudt${number}l.dat" >whole.txt
grep -vxE "($(
  IFS='|'
  echo "${kept[*]}"
))\.(res|icu|cnv)" whole.txt >gone.txt
mkdir out # icupkg names what it keeps after the file that it writes, and ICU goes by that name
icupkg --remove gone.txt "icudt${number}l.dat" "out/icudt${number}l.dat"
cat >data.S <<SOURCE
.section .rodata
.balign 16
.globl icudt${number}_dat
.type icudt${number}_dat, %object
icudt${number}_dat: .incbin "out/icudt${number}l.dat"
.size icudt${number}_dat, . - icudt${number}_dat
.section .note.GNU-stack, "", %progbits
SOURCE
cc -shared -nostdlib -s -Wl,--build-id=none,-soname,"libicudata.so.$number" -o library data.S
cp library "$library"
