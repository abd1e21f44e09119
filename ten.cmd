@echo off
rem Builds loadgen, if it is missing or older than its sources, and runs a verb of it, which builds what the verb needs:
rem   ten tour      ten break 3      ten help
rem Exit code 2 also means: it could not be built. All others are those of the verb.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XshowSettings:properties -version 2>&1 | findstr /r /c:"java.specification.version = 1[7-9]" /c:"java.specification.version = [2-9][0-9]" >nul
if errorlevel 1 goto no_java
rem Batch cannot compare the times of files, so the builder is asked each time.
"%java%" "%root%loadgen\servers\src\main\java\tenstages\loadgen\process\Build.java" "%root%." loadgen
if errorlevel 1 exit /b 2
"%java%" -jar "%root%loadgen\target\loadgen.jar" %*
exit /b %ERRORLEVEL%

:no_java
echo ten: a JDK, 17 or newer, is needed: install one, and put its bin on the PATH or point JAVA_HOME at it 1>&2
exit /b 2
