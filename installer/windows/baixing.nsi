; The Windows installer. Written and compiled (makensis on Linux, with a dummy payload); never yet run on Windows.
;
;   makensis -DVERSION=0.1.0.0 -DPAYLOAD=dist\baixing -DOUTPUT=baixing-0.1.0.0.exe baixing.nsi
;
; PAYLOAD is the folder that PyInstaller made from ..\package\baixing.spec. Silent: /S, with /AllUsers or /CurrentUser
; and, last on the line and without quotes, /D=folder. A new version is installed over the old one; what people
; recorded lies in their own folders and is never touched, by no installation and no removal.
Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS all

!define NAME "百姓提案线索工作台"
!define ID "Baixing"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${ID}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${REMOVAL}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${REMOVAL}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
VIProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "木兰宽松许可证第 2 版"

!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\baixingw.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function .onInit
    !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
    !insertmacro MULTIUSER_UNINIT
FunctionEnd

; A program that runs keeps its file locked: better to stop before anything is replaced than half-way.
; In silence (/S) it ends with code 3.
!macro NOT_RUNNING PROGRAM
    ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
        ClearErrors
        FileOpen $0 "$INSTDIR\${PROGRAM}" a
        ${If} ${Errors}
            MessageBox MB_OK|MB_ICONEXCLAMATION "${NAME}正在运行，或者这个文件夹不能写入。请先退出程序，再重新开始。" /SD IDOK
            SetErrorLevel 3
            Quit
        ${EndIf}
        FileClose $0
    ${EndIf}
!macroend

Section "-program"
    !insertmacro NOT_RUNNING "baixing.exe"
    !insertmacro NOT_RUNNING "baixingw.exe"
    ; Nothing of the old version may stay behind: a left-over library would be loaded by the new one.
    RMDir /r "$INSTDIR\_internal"
    SetOutPath "$INSTDIR"
    File /r "${PAYLOAD}/*.*"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\baixingw.exe"

    WriteRegStr SHCTX "${REMOVAL}" "DisplayName" "${NAME}"
    WriteRegStr SHCTX "${REMOVAL}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${REMOVAL}" "DisplayIcon" "$INSTDIR\baixingw.exe"
    WriteRegStr SHCTX "${REMOVAL}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
    WriteRegDWORD SHCTX "${REMOVAL}" "NoModify" 1
    WriteRegDWORD SHCTX "${REMOVAL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${REMOVAL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
    !insertmacro NOT_RUNNING "baixing.exe"
    !insertmacro NOT_RUNNING "baixingw.exe"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    ; Only what was installed, by name: the folder may be one in which somebody keeps other things.
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\licences"
    RMDir /r "$INSTDIR\service"
    Delete "$INSTDIR\baixing.exe"
    Delete "$INSTDIR\baixingw.exe"
    Delete "$INSTDIR\LICENSE"
    Delete "$INSTDIR\NOTICE.md"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DeleteRegKey SHCTX "${REMOVAL}"
SectionEnd
