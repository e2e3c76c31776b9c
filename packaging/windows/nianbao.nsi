; The installer for Windows. packaging/windows/build.ps1 makes it there, test-under-wine.sh here:
;
;   python packaging/windows/prepare.py STAGED PREPARED
;   makensis -INPUTCHARSET UTF8 -DSTAGED=... -DPREPARED=... -DOUTPUT=... nianbao.nsi
;
; STAGED is the folder with the frozen program, OUTPUT the installer. -DSIGN=... is a program that
; signs the file that it is given.
;
; Switches: /S without a word; /CURRENTUSER or /ALLUSERS; /DOWNGRADE lets an older version replace
; a newer one; /D=FOLDER comes last. The uninstaller has /S and /PURGE, which
; removes the settings too.

Unicode true
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user ; nobody is asked for an administrator unless it is for all users
SetCompressor /SOLID lzma
SetCompressorDictSize 64 ; the whole program in one window
AllowSkipFiles off
ShowInstDetails hide
ShowUninstDetails hide

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include TextFunc.nsh
!include WordFunc.nsh
!include WinMessages.nsh
!include WinVer.nsh
!include x64.nsh
!include "${PREPARED}\version.nsh"

Name "年报"
BrandingText "年报 ${VERSION}"
OutFile "${OUTPUT}"
!define OWN_FOLDER "$LOCALAPPDATA\Programs\Nianbao"
!define SHARED_FOLDER "$PROGRAMFILES64\Nianbao"
InstallDir "${OWN_FOLDER}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Nianbao"
!define CLASSES "Software\Classes"
!define REPORT "Nianbao.Report"
!define SHORTCUT "$SMPROGRAMS\年报.lnk"
!define LIST "installed-files.txt"
!define OLDEST_BUILD 17763 ; Windows 10 1809, the oldest that Qt 6.8 runs on

; What the process ends with; 1 and 2 are NSIS's own: cancelled, aborted.
!define NEWER_IS_THERE 3
!define IT_RUNS 4
!define NO_RIGHTS 5
!define NO_SPACE 6
!define FILES_IN_THE_WAY 7
!define OLD_WINDOWS 8
!define ALREADY_OPEN 9

VIProductVersion "${VERSION_OF_FOUR}"
VIFileVersion "${VERSION_OF_FOUR}"
VIAddVersionKey /LANG=2052 "ProductName" "年报"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "年报安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${MAKER}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "${COPYRIGHT}"

!ifdef SIGN
  !finalize '"${SIGN}" "%1"' = 0
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

Var Parameters
Var AllUsers ; 1 or 0
Var ChosenFolder ; by /D=
Var OldFolder ; where it is installed now, for these users
Var OldVersion
Var Mutex
Var Deed ; what walkList does
Var Failures ; so many files did not let it
Var InTheWay ; the last of them
Var Purge
Var OwnButton
Var SharedButton
Var StateLabel
Var PurgeBox

!define MUI_ICON "${PREPARED}\nianbao.ico"
!define MUI_UNICON "${PREPARED}\nianbao.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PREPARED}\picture.bmp"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING
!define MUI_ABORTWARNING_TEXT "确定要退出年报的安装吗？"
!define MUI_UNABORTWARNING
!define MUI_UNABORTWARNING_TEXT "确定要退出年报的卸载吗？"

Page custom showUsers leaveUsers
!define MUI_PAGE_CUSTOMFUNCTION_PRE skipFolder
!define MUI_PAGE_HEADER_TEXT "选择文件夹"
!define MUI_PAGE_HEADER_SUBTEXT "年报装在哪里"
!define MUI_DIRECTORYPAGE_TEXT_TOP "年报将装进下面这个文件夹。要装到别处，请单击“浏览”。"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "年报 ${VERSION} 已经装好"
!define MUI_FINISHPAGE_TEXT "可以从“开始”菜单打开年报，也可以双击报告文件（.nianbao）。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\nianbao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开年报"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW showFinish
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.showSettings un.leaveSettings
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "SimpChinese"
SetFont /LANG=${LANG_SIMPCHINESE} "Microsoft YaHei UI" 9

; Say what is wrong, unless silent, and end with that number.
!macro Refuse CODE TEXT
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Refuse "!insertmacro Refuse"

!include "${__FILEDIR__}\shared.nsh"
!insertmacro Shared ""
!insertmacro Shared "un."

; ---------------------------------------------------------------------------------- installing

Function .onInit
  Call takeMutex
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    ${Refuse} ${OLD_WINDOWS} "年报需要64位的 Windows 10（1809 版）或更新的 Windows，这台电脑上的不合适。"
  ${EndIf}
  ${GetParameters} $Parameters
  ${If} $INSTDIR != "${OWN_FOLDER}"
    StrCpy $ChosenFolder $INSTDIR
  ${Else} ; within quotes, as many a tool passes a folder with spaces, NSIS does not know it
    ${WordFind2X} $Parameters '"/D=' '"' "E+1" $1
    ${IfNot} ${Errors}
      StrCpy $ChosenFolder $1
    ${EndIf}
  ${EndIf}
  Call chooseUsers
  Call look
  ${If} ${Silent}
    ${If} $AllUsers = 1
      Call isAdministrator
      ${If} $0 = 0
        ${Refuse} ${NO_RIGHTS} "为所有用户安装需要管理员权限。"
      ${EndIf}
    ${EndIf}
    Call isOlder
    ${GetOptions} $Parameters "/DOWNGRADE" $1
    ${If} ${Errors}
    ${AndIf} $0 = 1
      ${Refuse} ${NEWER_IS_THERE} "已经装有更新的版本。"
    ${EndIf}
  ${EndIf}
FunctionEnd

; Keep a second installer from starting while this one is open.
Function takeMutex
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "NianbaoSetup") p .r1 ?e'
  Pop $0
  StrCpy $Mutex $1
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
    ${Refuse} ${ALREADY_OPEN} "年报的安装程序已经打开了。"
  ${EndIf}
FunctionEnd

; Whose program it is: as the switches say, or as it is installed already, or this user's.
Function chooseUsers
  SetRegView 64
  StrCpy $AllUsers 0
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 == ""
  ${AndIf} $1 != ""
    StrCpy $AllUsers 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/CURRENTUSER" $2
  ${IfNot} ${Errors}
    StrCpy $AllUsers 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/ALLUSERS" $2
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
FunctionEnd

; See what these users have installed, and choose the folder by that.
Function look
  Call useContext
  ReadRegStr $OldFolder SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $OldVersion SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $ChosenFolder != ""
    StrCpy $INSTDIR $ChosenFolder
  ${ElseIf} $OldFolder != ""
    StrCpy $INSTDIR $OldFolder
  ${ElseIf} $AllUsers = 1
    StrCpy $INSTDIR "${SHARED_FOLDER}"
  ${Else}
    StrCpy $INSTDIR "${OWN_FOLDER}"
  ${EndIf}
FunctionEnd

; Leave in $0 whether this process has the rights of an administrator.
Function isAdministrator
  UserInfo::GetAccountType
  Pop $1
  StrCpy $0 0
  ${If} $1 == "Admin"
    StrCpy $0 1
  ${EndIf}
FunctionEnd

; Leave in $0 whether this version is older than the one that is installed.
Function isOlder
  StrCpy $0 0
  ${If} $OldVersion != ""
    ${VersionCompare} $OldVersion "${VERSION}" $1
    ${If} $1 = 1
      StrCpy $0 1
    ${EndIf}
  ${EndIf}
FunctionEnd

Function showUsers
  !insertmacro MUI_HEADER_TEXT "安装年报 ${VERSION}" "填写、核对和印制政府信息公开工作年度报告"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 12u "请选择给谁使用："
  Pop $0
  ${NSD_CreateFirstRadioButton} 8u 18u 95% 12u "只给我自己用（不需要管理员权限）(&M)"
  Pop $OwnButton
  ${NSD_CreateAdditionalRadioButton} 8u 34u 95% 12u "给这台电脑的所有用户用（需要管理员权限）(&A)"
  Pop $SharedButton
  ${NSD_CreateLabel} 0 60u 100% 44u ""
  Pop $StateLabel
  ${NSD_OnClick} $OwnButton tellState
  ${NSD_OnClick} $SharedButton tellState
  ${If} $AllUsers = 1
    ${NSD_Check} $SharedButton
    ${NSD_SetFocus} $SharedButton
  ${Else}
    ${NSD_Check} $OwnButton
    ${NSD_SetFocus} $OwnButton
  ${EndIf}
  Push 0
  Call tellState
  nsDialogs::Show
FunctionEnd

; Say what will happen with the choice made.
Function tellState
  Pop $0
  ${NSD_GetState} $SharedButton $AllUsers
  Call look
  Call isOlder
  ${If} $OldVersion == ""
    ${NSD_SetText} $StateLabel ""
  ${ElseIf} $0 = 1
    ${NSD_SetText} $StateLabel "这里装有更新的 $OldVersion 版。"
  ${ElseIf} $OldVersion == "${VERSION}"
    ${NSD_SetText} $StateLabel "这里已经装有 $OldVersion 版，将重新安装。设置和报告都不受影响。"
  ${Else}
    ${NSD_SetText} $StateLabel "这里装有 $OldVersion 版，将升级为 ${VERSION} 版。设置和报告都不受影响。"
  ${EndIf}
FunctionEnd

Function leaveUsers
  ${NSD_GetState} $SharedButton $AllUsers
  Call look
  ${If} $AllUsers = 1
    Call isAdministrator
    ${If} $0 = 0
      Call startAsAdministrator
    ${EndIf}
  ${EndIf}
  Call isOlder
  ${If} $0 = 1
  ${AndIfNot} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "这里装有更新的 $OldVersion 版。较旧的版本可能打不开新版本保存的报告。$\r$\n$\r$\n仍然要换成 ${VERSION} 版吗？" IDYES`
    Abort
  ${EndIf}
FunctionEnd

; Start again with an administrator's rights, and end; stay where they are refused.
Function startAsAdministrator
  System::Call "kernel32::CloseHandle(p $Mutex)"
  StrCpy $1 "/ALLUSERS"
  ${If} $ChosenFolder != ""
    StrCpy $1 "$1 /D=$ChosenFolder"
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$EXEPATH" "$1"
  ${IfNot} ${Errors}
    Quit
  ${EndIf}
  Call takeMutex
  MessageBox MB_OK|MB_ICONEXCLAMATION "没有得到管理员权限。可以请管理员来安装，也可以选择“只给我自己用”。"
  Abort
FunctionEnd

; An upgrade goes where the old version is.
Function skipFolder
  ${If} $OldFolder != ""
    Abort
  ${EndIf}
FunctionEnd

; A drive is no folder for a program.
Function .onVerifyInstDir
  StrLen $0 $INSTDIR
  ${If} $0 <= 3
    Abort
  ${EndIf}
FunctionEnd

; An administrator's program would save files that their user cannot change.
Function showFinish
  ${If} $AllUsers = 1
    ${NSD_Uncheck} $mui.FinishPage.Run
    ShowWindow $mui.FinishPage.Run ${SW_HIDE}
  ${EndIf}
FunctionEnd

; See that $INSTDIR can be written and has room.
Function tryFolder
  SetDetailsPrint none
  ClearErrors
  CreateDirectory "$INSTDIR"
  GetTempFileName $1 "$INSTDIR"
  ${If} ${Errors}
    ${Refuse} ${NO_RIGHTS} "这个文件夹写不进去，请换一个：$\r$\n$INSTDIR"
  ${EndIf}
  Delete $1
  ${GetRoot} "$INSTDIR" $1
  ClearErrors
  ${DriveSpace} "$1\" "/D=F /S=K" $2
  ${IfNot} ${Errors}
  ${AndIf} $2 L< ${SIZE_IN_KB}
    RMDir "$INSTDIR"
    ${Refuse} ${NO_SPACE} "磁盘空间不够：需要 ${SIZE_IN_KB} KB，$1 上只有 $2 KB。"
  ${EndIf}
  SetDetailsPrint lastused
FunctionEnd

; Remove the version that is in folder $R0; what is not on its list stays.
Function removeOld
  StrCpy $Deed delete
  Call walkList
  ${If} $Failures > 0
    ${Refuse} ${FILES_IN_THE_WAY} "旧版本有 $Failures 个文件正被别的程序使用，删不掉。请关闭其他程序，再安装一次。"
  ${EndIf}
  ${If} $R0 != $INSTDIR
    Delete "$R0\${LIST}"
    Delete "$R0\uninstall.exe"
    RMDir "$R0"
  ${EndIf}
FunctionEnd

Section
  Call tryFolder
  ${If} $OldFolder != ""
    StrCpy $R0 $OldFolder
    Call waitUntilClosed
  ${EndIf}
  StrCpy $R0 $INSTDIR
  Call waitUntilClosed
  ${If} $OldFolder != ""
    StrCpy $R0 $OldFolder
    Call removeOld
  ${EndIf}
  StrCpy $R0 $INSTDIR
  Call removeOld

  ; First what undoes it all, so that even half an installation can be removed.
  SetOutPath "$INSTDIR"
  ClearErrors
  File "${PREPARED}\${LIST}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "年报"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\nianbao.exe,0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${MAKER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_IN_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  File "${STAGED}\nianbao.exe"
  File "${STAGED}\nianbao-cli.exe"
  File /r /x nianbao.exe /x nianbao-cli.exe "${STAGED}\*"
  ${If} ${Errors}
    ${Refuse} ${FILES_IN_THE_WAY} "有的文件没有写成，年报还不能用。请关闭其他程序，再安装一次。"
  ${EndIf}

  CreateShortCut "${SHORTCUT}" "$INSTDIR\nianbao.exe" "" "$INSTDIR\nianbao.exe" 0 SW_SHOWNORMAL "" "填写、核对和印制政府信息公开工作年度报告"
  WriteRegStr SHCTX "${CLASSES}\${REPORT}" "" "政府信息公开工作年度报告"
  WriteRegStr SHCTX "${CLASSES}\${REPORT}\DefaultIcon" "" "$INSTDIR\nianbao.exe,0"
  WriteRegStr SHCTX "${CLASSES}\${REPORT}\shell\open" "FriendlyAppName" "年报"
  WriteRegStr SHCTX "${CLASSES}\${REPORT}\shell\open\command" "" '"$INSTDIR\nianbao.exe" "%1"'
  WriteRegStr SHCTX "${CLASSES}\.nianbao" "" "${REPORT}"
  WriteRegStr SHCTX "${CLASSES}\.nianbao\OpenWithProgids" "${REPORT}" ""
  Call tellExplorer
SectionEnd

; -------------------------------------------------------------------------------- uninstalling

Function un.onInit
  ${GetParameters} $Parameters
  SetRegView 64
  StrCpy $AllUsers 0
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $AllUsers 1
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      ${If} ${Silent}
        ${Refuse} ${NO_RIGHTS} ""
      ${EndIf}
      ExecShell "runas" "$INSTDIR\uninstall.exe" "$Parameters"
      Quit
    ${EndIf}
  ${EndIf}
  Call un.useContext
  StrCpy $Purge 0
  ClearErrors
  ${GetOptions} $Parameters "/PURGE" $0
  ${IfNot} ${Errors}
    StrCpy $Purge 1
  ${EndIf}
FunctionEnd

Function un.showSettings
  !insertmacro MUI_HEADER_TEXT "卸载年报" "从这台电脑上删去年报"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 36u "将从下面的文件夹里删去年报：$\r$\n$INSTDIR$\r$\n您保存的报告（.nianbao 文件）都不会动。"
  Pop $0
  ${NSD_CreateCheckBox} 0 48u 100% 12u "同时删去我的设置、常用语、自动保留的报告和备份(&S)"
  Pop $PurgeBox
  ${NSD_SetState} $PurgeBox $Purge
  ${NSD_CreateLabel} 12u 62u 95% 36u "以后还会再装年报的，请不要勾选。删去以后，没有保存过的报告和以前各次保存的备份都找不回来。"
  Pop $0
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:卸载(&U)"
  nsDialogs::Show
FunctionEnd

Function un.leaveSettings
  ${NSD_GetState} $PurgeBox $Purge
FunctionEnd

; Delete what the program keeps for this user (core/settings, core/keeping), and
; nothing that somebody else put there.
Function un.removeSettings
  SetShellVarContext current
  StrCpy $0 "$APPDATA\Nianbao"
  Delete "$0\settings.json"
  Delete "$0\settings.json.bak"
  Delete "$0\phrases.json"
  Delete "$0\.nianbao-*.tmp"
  RMDir /r "$0\recovery"
  RMDir /r "$0\backups"
  RMDir /r "$0\logs"
  RMDir /r "$0\rollup"
  RMDir "$0"
FunctionEnd

Section "un."
  StrCpy $R0 $INSTDIR
  Call un.waitUntilClosed
  StrCpy $Deed delete
  Call un.walkList
  ${If} $Failures > 0
    ${Refuse} ${FILES_IN_THE_WAY} "有 $Failures 个文件正被别的程序使用，删不掉。请关闭其他程序，再卸载一次。"
  ${EndIf}

  Delete "${SHORTCUT}"
  DeleteRegKey SHCTX "${CLASSES}\${REPORT}"
  DeleteRegValue SHCTX "${CLASSES}\.nianbao\OpenWithProgids" "${REPORT}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.nianbao\OpenWithProgids"
  ReadRegStr $0 SHCTX "${CLASSES}\.nianbao" ""
  ${If} $0 == "${REPORT}" ; no other program has taken it since
    DeleteRegValue SHCTX "${CLASSES}\.nianbao" ""
  ${EndIf}
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.nianbao"
  Call un.tellExplorer

  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  Delete "$INSTDIR\${LIST}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${If} $Purge = 1
    Call un.removeSettings
  ${EndIf}
SectionEnd
