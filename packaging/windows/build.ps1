<#
.SYNOPSIS
Makes the Windows program, its installer and its archive: dist\nianbao\ and dist\packages\.

.DESCRIPTION
    powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1

It needs Windows 10 or 11 (64 bit), Python 3.11 (64 bit, from python.org, with its launcher py) and
NSIS 3.08 or newer. The packages come from the index that pip is set up for, with the hashes of
constraints-hashes.txt. Without Windows packaging/windows/build.sh does the same. Only build\ and dist\ are written to.

.PARAMETER Certificate
The thumbprint of a certificate for signing code, in the certificate store of this user or on its
key. The programs, the uninstaller and the installer are signed with it; without it nothing is.

.PARAMETER TimeServer
The server that stamps the signatures with the time, so that they outlive the certificate.

.PARAMETER Licences
The folder licences of an archive that packaging/windows/build.sh or packaging/linux/build.sh made.
Windows has no copies of these texts; without them the program is not to be given to others.

.PARAMETER Python
The Python to build with, instead of the one that `py -3.11` starts.
#>
param(
    [string]$Certificate = "",
    [string]$TimeServer = "http://timestamp.digicert.com",
    [string]$Licences = "",
    [string]$Python = ""
)

# This file is ASCII: Windows PowerShell 5.1 takes anything else for the code page of the system.
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 2.0
$root = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path
Set-Location $root

function Invoke-Step([string]$program, [string[]]$arguments) {
    Write-Host "> $program $arguments"
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program ended with $LASTEXITCODE" }
}

function Find-Program([string]$name, [string[]]$places) {
    $found = Get-Command $name -ErrorAction SilentlyContinue
    if ($found) { return $found.Source }
    foreach ($place in $places) {
        $files = @(Get-ChildItem $place -ErrorAction SilentlyContinue | Sort-Object FullName)
        if ($files.Count -gt 0) { return $files[-1].FullName }
    }
    throw "$name was not found: install it, or put its folder on the PATH"
}

$makensis = Find-Program "makensis.exe" @(
    "${env:ProgramFiles(x86)}\NSIS\makensis.exe", "$env:ProgramFiles\NSIS\makensis.exe")
if ($Certificate) {
    $signtool = Find-Program "signtool.exe" @(
        "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe")
    $signing = @("sign", "/sha1", $Certificate, "/fd", "sha256", "/tr", $TimeServer, "/td", "sha256")
}

# A virtual environment of its own, so that nothing else that is installed gets into the program.
$venv = Join-Path $root "build\windows-venv"
$venvPython = Join-Path $venv "Scripts\python.exe"
if (-not (Test-Path $venvPython)) {
    if ($Python) { Invoke-Step $Python @("-m", "venv", $venv) }
    else { Invoke-Step "py" @("-3.11", "-m", "venv", $venv) }
}
Invoke-Step $venvPython @("-c", "import struct, sys; sys.exit(sys.version_info[:2] != (3, 11) or struct.calcsize('P') != 8)")
Invoke-Step $venvPython @("-m", "pip", "install", "--require-hashes", "--only-binary=:all:",
    "-r", "constraints-hashes.txt")

Remove-Item -Recurse -Force "dist\nianbao", "build\build", "build\installer" -ErrorAction SilentlyContinue
Invoke-Step $venvPython @("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec")

if ($Licences) { Copy-Item -Recurse $Licences "dist\nianbao\licences" }
else { Write-Warning "no -Licences: this program is for trying only, not to be given to others" }

# The program tries itself: every part of it must be there, the window too.
Invoke-Step (Join-Path $root "dist\nianbao\nianbao-cli.exe") @("--self-check")

if ($Certificate) {
    Invoke-Step $signtool ($signing + @("dist\nianbao\nianbao.exe", "dist\nianbao\nianbao-cli.exe"))
}

$version = & $venvPython -c "from core.base.version import VERSION; print(VERSION)"
$output = Join-Path $root "dist\nianbao-$version-windows-x64.exe"
Invoke-Step $venvPython @("packaging\windows\prepare.py", "dist\nianbao", "build\installer")
$definitions = @("-DSTAGED=$root\dist\nianbao", "-DPREPARED=$root\build\installer", "-DOUTPUT=$output")
if ($Certificate) {
    # A file of its own, for quotes within quotes do not get through to makensis.
    $sign = Join-Path $root "build\installer\sign.cmd"
    Set-Content -Encoding ascii $sign ('@"{0}" {1} %1' -f $signtool, ($signing -join " "))
    $definitions += "-DSIGN=$sign"
}
Invoke-Step $makensis (@("-V2", "-WX", "-INPUTCHARSET", "UTF8") + $definitions +
    @("packaging\windows\nianbao.nsi"))

# The archive for a stick, the bill of materials, the sums.
New-Item -ItemType Directory -Force "dist\packages" | Out-Null
Remove-Item "dist\packages\*" -ErrorAction SilentlyContinue
Copy-Item $output "dist\packages\"
Invoke-Step $venvPython @("packaging\windows\pack.py", "dist\nianbao", "build\build\sources.json", "dist\packages")
Get-Content "dist\packages\SHA256SUMS-windows"
