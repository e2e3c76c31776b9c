; What installer and uninstaller both do, for nianbao.nsi. NSIS wants the functions of an uninstaller
; to begin with "un.", so each is there twice.
!macro Shared UN

; Choose the part of the registry and the Start menu that belong to these users.
Function ${UN}useContext
  SetRegView 64
  ${If} $AllUsers = 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

; Leave in $3 whether the line $2 names something inside a folder: whoever can write to the list
; shall not have other files deleted by it.
Function ${UN}isInside
  StrCpy $3 1
  StrCpy $4 0
  StrCpy $6 "\" ; as if it came before the first character
  ${Do}
    StrCpy $5 $2 1 $4
    ${If} $5 == ""
      ${ExitDo}
    ${EndIf}
    ${If} $5 == ":"
    ${OrIf} $5 == "*"
    ${OrIf} $5 == "?"
    ${OrIf} $5 == "/"
    ${OrIf} "$6$5" == ".."
    ${OrIf} "$6$5" == "\\"
      StrCpy $3 0
      ${ExitDo}
    ${EndIf}
    StrCpy $6 $5
    IntOp $4 $4 + 1
  ${Loop}
  ${If} $4 = 0
    StrCpy $3 0
  ${EndIf}
FunctionEnd

; Count the file $2 of folder $R0 in $Failures if it is in use: Windows keeps it from being written.
Function ${UN}tryFile
  ${If} ${FileExists} "$R0\$2"
    SetFileAttributes "$R0\$2" NORMAL
    ClearErrors
    FileOpen $0 "$R0\$2" a
    ${If} ${Errors}
      StrCpy $InTheWay $2
      IntOp $Failures $Failures + 1
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
FunctionEnd

; Go through what the list in folder $R0 names: if $Deed is "try", see what is in use; if it is
; "delete", delete it, and folders that this empties. Count in $Failures what did not work.
Function ${UN}walkList
  StrCpy $Failures 0
  ClearErrors
  FileOpen $1 "$R0\${LIST}" r
  ${If} ${Errors}
    Return
  ${EndIf}
  ${Do}
    ClearErrors
    FileReadUTF16LE $1 $2
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    ${TrimNewLines} $2 $2
    Call ${UN}isInside
    ${If} $3 = 1
      StrCpy $4 $2 1 -1
      ${If} $Deed == "try"
        ${If} $4 != "\"
          Call ${UN}tryFile
        ${EndIf}
      ${ElseIf} $4 == "\"
        RMDir "$R0\$2"
      ${Else}
        ClearErrors
        Delete "$R0\$2"
        ${If} ${Errors}
          IntOp $Failures $Failures + 1
        ${EndIf}
      ${EndIf}
    ${EndIf}
  ${Loop}
  FileClose $1
FunctionEnd

; Let nothing go on while the program in folder $R0 runs or something else uses a file of it, so
; that what cannot be done wholly is not begun. No program is ended: it may have unsaved work.
Function ${UN}waitUntilClosed
  SetDetailsPrint none
  ${Do}
    StrCpy $Failures 0
    StrCpy $2 nianbao.exe
    Call ${UN}tryFile
    StrCpy $2 nianbao-cli.exe
    Call ${UN}tryFile
    ${If} $Failures > 0
      SetErrorLevel ${IT_RUNS}
      StrCpy $0 "年报正在运行。$\r$\n$\r$\n请先保存报告、关闭年报，再单击“重试”。"
    ${Else}
      StrCpy $Deed try
      Call ${UN}walkList
      SetErrorLevel ${FILES_IN_THE_WAY}
      StrCpy $0 "年报的一个文件正被别的程序使用：$\r$\n$InTheWay$\r$\n$\r$\n请关闭那个程序，再单击“重试”。"
    ${EndIf}
    ${If} $Failures = 0
      SetErrorLevel 0
      ${ExitDo}
    ${EndIf}
    ${IfNot} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$0" /SD IDCANCEL IDRETRY`
      Quit
    ${EndIf}
  ${Loop}
  SetDetailsPrint lastused
FunctionEnd

; Let the Explorer know that files open otherwise than before.
Function ${UN}tellExplorer
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
FunctionEnd

!macroend
