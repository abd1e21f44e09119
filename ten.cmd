@echo off
rem Builds what the verb needs, if it is missing or older than its sources, and then runs it:
rem   ten tour      ten break 3      ten --help
rem Exit code 2 also means: it could not be built. All others are those of the verb.
rem Simpler than the file ten beside it: no lock, N must follow its verb at once, MAVEN_ARGS needs Maven 3.9.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "log=%root%target\ten-build.log"

rem Maven takes the same one.
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XshowSettings:properties -version 2>&1 | findstr /r /c:"java.specification.version = 1[7-9]" /c:"java.specification.version = [2-9][0-9]" >nul
if errorlevel 1 goto no_java

set "modules=loadgen"
set "number="
for /l %%n in (1,1,11) do if "%~2"=="%%n" set "number=%%n"
set /a next=number+1
if "%~1"=="tour" if not "%~2"=="--help" for /l %%n in (1,1,11) do call :need %%n
if "%~1"=="sweep" if defined number call :need %number%
if "%~1"=="check" if defined number call :need %number%
if "%~1"=="break" if defined number call :need %number%
if "%~1"=="break" if defined number call :need %next%

rem Batch cannot compare the times of files. A file that was deleted shows too: its folder is newer.
set "ps=@($env:modules.Split(' ') | Where-Object {"
set "ps=%ps% $jar = Get-Item -ErrorAction SilentlyContinue ('{0}/target/{1}.jar' -f $_, $_.Replace('/', '-'));"
set "ps=%ps% $made = @(Get-Item pom.xml, ('{0}/pom.xml' -f $_), ('{0}/src/main' -f $_));"
set "ps=%ps% $made += @(Get-ChildItem -Recurse ('{0}/src/main' -f $_));"
set "ps=%ps% (-not $jar) -or ($made | Where-Object { $_.LastWriteTime -gt $jar.LastWriteTime })"
set "ps=%ps% }) -join ','"
set "stale="
pushd "%root%"
if errorlevel 1 exit /b 2
for /f "usebackq delims=" %%m in (`powershell -NoProfile -Command "%ps%" ^<nul`) do set "stale=%%m"
popd
if not defined stale goto run

where mvn >nul 2>nul
if errorlevel 1 goto no_maven
rem Maven writes loadgen's jar in any case, and Windows keeps the jar of a program that runs.
for %%m in (loadgen,%stale%) do if exist "%root%%%m\target\%%m.jar" del /q "%root%%%m\target\%%m.jar" 2>nul
for %%m in (loadgen,%stale%) do if exist "%root%%%m\target\%%m.jar" goto in_use
if not exist "%root%target" mkdir "%root%target"
echo building %stale% ... the first time this downloads libraries, which takes a minute or two 1>&2
pushd "%root%"
rem -am: Maven wants loadgen for the tests of a stage, although it skips them.
call mvn -B package -Dmaven.test.skip=true -am -pl "%stale%" >"%log%" 2>&1 <nul
set "result=%ERRORLEVEL%"
popd
if not "%result%"=="0" goto failed

:run
"%java%" -jar "%root%loadgen\target\loadgen.jar" %*
exit /b %ERRORLEVEL%

:need
if "%1"=="11" if exist "%root%beyond\kafka\pom.xml" set "modules=%modules% beyond/kafka"
set "digits=0%1"
for /d %%d in ("%root%stage%digits:~-2%-*") do if exist "%%~d\pom.xml" set "modules=%modules% %%~nxd"
exit /b 0

:no_java
echo ten: a JDK, 17 or newer, is needed: install one, and put its bin on the PATH or point JAVA_HOME at it 1>&2
exit /b 2

:no_maven
echo ten: Maven, 3.8 or newer, is needed: install it, and put its bin on the PATH 1>&2
exit /b 2

:in_use
echo ten: one of loadgen,%stale% has to be built anew, and is running: stop it and try again 1>&2
exit /b 2

:failed
findstr /r /c:"^\[ERROR\] .*\.java:" "%log%" 1>&2
if errorlevel 1 findstr /b /l /c:"[ERROR]" "%log%" 1>&2
echo ten: the build failed: fix the errors above, and try again. All that Maven said is in "%log%" 1>&2
exit /b 2
