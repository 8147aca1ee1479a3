@echo off
rem Sets up whatever is missing, then shows the program at work on fictitious cases.
cd /d "%~dp0"
py -3.11 tools\prepare.py run || exit /b 1
.venv\Scripts\sopcheck demo --folder demo
