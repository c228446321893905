@echo off
rem What `python3 start.py` does, on a double click: Windows.
cd /d "%~dp0"
for %%P in ("py -3" python python3) do (
  %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && (
    %%~P start.py %*
    if errorlevel 1 pause
    exit /b
  )
)
echo Within Scope needs Python 3.11 or newer. Get it from https://www.python.org/downloads/ and tick
echo "Add python.exe to PATH" while it installs; then open this again.
pause
exit /b 1
