# For the scripts of the project: the Java to use, in $java, with the option in $letters, or a line that says why none
# can run here. It is told the project's folder in $root, and the script's name in $script.
fail() { printf '%s: %s\n' "$script" "$*" >&2; exit 2; }

case $root/ in
  *:* | *!/*) fail "Java takes a ':', or a '!' before a '/', for the end of a path: move this folder ($root)" ;;
esac

# Where the locale knows no letters but ASCII (without one, as in a container or by cron), Java finds no file whose path
# has others.
charmap=$(locale charmap 2>/dev/null) || :
case $charmap in
  '' | ANSI* | ASCII | US-ASCII)
    utf8=C.UTF-8
    ! command -v locale >/dev/null ||
      utf8=$(locale -a 2>/dev/null | grep -ix -e 'C\.utf-*8' -e 'en_US\.utf-*8' | head -n 1)
    case $utf8$root in
      [!/]*) export LC_ALL="$utf8"; charmap=UTF-8 ;;
      *[!\ -~]*) fail "without a UTF-8 locale Java cannot read the path of this folder: move it ($root)" ;;
    esac ;;
esac
# Nor does it, if JAVA_TOOL_OPTIONS has another encoding than the locale.
letters=
[ "$charmap" != UTF-8 ] || letters=-Dfile.encoding=UTF-8

# Maven takes the same one. The version stands in a line of its own: a JVM tells first which options it has picked up.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
said=$("$java" -version 2>&1) || :
version=$(printf '%s\n' "$said" | sed -n 's/^[a-z]* version "\([0-9]*\).*/\1/p')
[ "${version:-0}" -ge 17 ] ||
  fail "a JDK, 17 or newer, is needed: install one, and put its bin on the PATH or point JAVA_HOME at it" \
    "($java is ${version:-not one that runs: $(printf '%s' "$said" | head -n 1)})"
