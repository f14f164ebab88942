# The receiving service of a district office on Windows, as a task that starts with the computer.
# Run once as administrator:
#   .\install-office-service.ps1 -Program "C:\Program Files\Baixing\baixing.exe" -OfficeHome "D:\Baixing\office" `
#                                -KeyFile "D:\Baixing\service.key" -Account "NT AUTHORITY\LOCAL SERVICE"
# The key file and the home are made readable for that account only. Remove with: Unregister-ScheduledTask BaixingOffice
param(
    [Parameter(Mandatory)] [string] $Program,
    [Parameter(Mandatory)] [string] $OfficeHome,
    [Parameter(Mandatory)] [string] $KeyFile,
    [string] $Account = "NT AUTHORITY\LOCAL SERVICE",
    [int] $Port = 8443
)
$ErrorActionPreference = "Stop"

foreach ($path in $KeyFile, $OfficeHome) {
    $rights = if (Test-Path $path -PathType Container) { "(OI)(CI)M" } else { "R" }
    icacls $path /inheritance:r /grant:r "${Account}:$rights" "BUILTIN\Administrators:F" | Out-Null
}

$line = "--home `"$OfficeHome`" --passphrase-file `"$KeyFile`" serve --host 0.0.0.0 --port $Port"
$action = New-ScheduledTaskAction -Execute $Program -Argument $line
$trigger = New-ScheduledTaskTrigger -AtStartup
$who = New-ScheduledTaskPrincipal -UserId $Account -LogonType ServiceAccount -RunLevel Limited
$settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -StartWhenAvailable -MultipleInstances IgnoreNew
Register-ScheduledTask -TaskName "BaixingOffice" -Action $action -Trigger $trigger -Principal $who -Settings $settings -Force | Out-Null

New-NetFirewallRule -DisplayName "百姓提案线索工作台接收服务" -Direction Inbound -Protocol TCP -LocalPort $Port `
    -Program $Program -Action Allow -Profile Domain, Private | Out-Null
Start-ScheduledTask -TaskName "BaixingOffice"
