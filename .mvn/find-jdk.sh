# Sourced by mvnw and bellows: finds a Java 25 or newer from the `release` files of JDKs, without starting a JVM.
#
# find_jdk TOOL CANDIDATE...   sets jdk to the first home that is new enough and has bin/TOOL;
#                              the candidates come first, then the usual places of this system.
# Otherwise it says what was looked at and what to do, and exits with 69 (EX_UNAVAILABLE).

jdk_version() { sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$1/release" 2>/dev/null; }

find_jdk() {
  tool=$1 looked_at=
  shift
  for jdk in "$@" /usr/lib/jvm/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -r "$jdk/release" ] || continue
    version=$(jdk_version "$jdk")
    looked_at="$looked_at
  $jdk (${version:-version unknown})"
    major=${version%%[!0-9]*}
    [ "${major:-0}" -ge 25 ] && [ -x "$jdk/bin/$tool" ] && return 0
  done
  cat >&2 <<END
Bellows needs Java 25 or newer, and none was found.
Looked at:${looked_at:- no JDK in JAVA_HOME, BELLOWS_JAVA_HOME or the usual places}
Install a JDK 25 (for example Temurin, https://adoptium.net), or set BELLOWS_JAVA_HOME to one.
END
  exit 69
}
