#Requires -Version 5.1
#Requires -RunAsAdministrator
# The receiving service of a district office on Windows, and its daily backup, as tasks that need nobody to be signed in.
# NOT TRIED ON WINDOWS YET: only its form, its command lines and what it undoes were checked, on Linux. Try it on a
# spare computer first, and look at https://127.0.0.1:8443/ there afterwards.
#
# A task and not an entry in services.msc: those have to speak with the service manager, which takes a wrapper that would be
# a further program to trust. A task starts with the computer, is started again when it fails, and runs as an account
# that may do nothing else.
#
#   .\install-office-service.ps1 -Program "C:\Program Files\Baixing\baixing.exe" -OfficeHome "D:\Baixing\office" `
#                                -KeyFile "D:\Baixing\service.key"
#   .\install-office-service.ps1 -Remove
#
# The key file comes from `baixing recovery service-key`. Key file and home become readable for that account and
# administrators only. Shared folders are those that are set in the program. LOCAL SERVICE has no rights on other computers: for
# folders of the network give -Account "NT AUTHORITY\NETWORK SERVICE" and let this computer's account write there.
[CmdletBinding(DefaultParameterSetName = "Install")]
param(
    [Parameter(Mandatory, ParameterSetName = "Install")] [string] $Program,
    [Parameter(Mandatory, ParameterSetName = "Install")] [string] $OfficeHome,
    [Parameter(Mandatory, ParameterSetName = "Install")] [string] $KeyFile,
    [Parameter(ParameterSetName = "Install")] [string] $Account = "NT AUTHORITY\LOCAL SERVICE",
    [Parameter(ParameterSetName = "Install")] [ValidateRange(1, 65535)] [int] $Port = 8443,
    [Parameter(Mandatory, ParameterSetName = "Remove")] [switch] $Remove
)
$ErrorActionPreference = "Stop"
$serviceTask = "BaixingOffice"
$backupTask = "BaixingBackup"
$rule = "百姓提案线索工作台接收服务"

# What an earlier run made goes first, so that running it again is safe; the home and the key file are left alone.
foreach ($task in $serviceTask, $backupTask) {
    if (Get-ScheduledTask -TaskName $task -ErrorAction SilentlyContinue) {
        Stop-ScheduledTask -TaskName $task
        Unregister-ScheduledTask -TaskName $task -Confirm:$false
    }
}
Get-NetFirewallRule -DisplayName $rule -ErrorAction SilentlyContinue | Remove-NetFirewallRule
if ($Remove) { return }

foreach ($path in $Program, $OfficeHome, $KeyFile) {
    if (-not (Test-Path -LiteralPath $path)) { throw "找不到 $path" }
}
foreach ($path in $KeyFile, $OfficeHome) {
    $rights = if (Test-Path -LiteralPath $path -PathType Container) { "(OI)(CI)M" } else { "R" }
    icacls $path /inheritance:r /grant:r "${Account}:$rights" "*S-1-5-32-544:F" | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "设不了 $path 的权限" }
}

$who = New-ScheduledTaskPrincipal -UserId $Account -LogonType ServiceAccount -RunLevel Limited

$line = "--home `"$OfficeHome`" --passphrase-file `"$KeyFile`" serve --host 0.0.0.0 --port $Port"
$service = @{
    TaskName  = $serviceTask
    Action    = New-ScheduledTaskAction -Execute $Program -Argument $line
    Trigger   = New-ScheduledTaskTrigger -AtStartup
    Principal = $who
    Settings  = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
        -ExecutionTimeLimit ([TimeSpan]::Zero) -StartWhenAvailable -MultipleInstances IgnoreNew `
        -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
}
Register-ScheduledTask @service | Out-Null

$backupLine = "--home `"$OfficeHome`" --passphrase-file `"$KeyFile`" backup --if-due"
$backup = @{
    TaskName  = $backupTask
    Action    = New-ScheduledTaskAction -Execute $Program -Argument $backupLine
    Trigger   = New-ScheduledTaskTrigger -Daily -At "12:30"
    Principal = $who
    Settings  = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -AllowStartIfOnBatteries
}
Register-ScheduledTask @backup | Out-Null

New-NetFirewallRule -DisplayName $rule -Direction Inbound -Protocol TCP -LocalPort $Port -Program $Program `
    -Action Allow -Profile @("Domain", "Private") | Out-Null
Start-ScheduledTask -TaskName $serviceTask

# The first start opens the record, which may take a while on a large one.
foreach ($attempt in 1..60) {
    if (Get-NetTCPConnection -LocalPort $Port -State Listen -ErrorAction SilentlyContinue) {
        Write-Output "接收服务已启动，端口 $Port。"
        return
    }
    Start-Sleep -Seconds 1
}
throw "接收服务没有启动。请用命令 serve 试一次，看它怎么说。"
