@echo off
rem Sets up whatever is missing, then runs every check.
cd /d "%~dp0"
py -3.11 tools\prepare.py test || exit /b 1
.venv\Scripts\python tools\check.py %*
