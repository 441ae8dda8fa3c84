# Sourced by bellows: keeps cli/target/dist/<build>/ (lib/*.jar and an AOT cache) no older than the sources.
# dist/current names the newest build and is as old as its start; a build is never changed, so whoever runs it is safe.

cache_of() { echo "$1/$(jdk_version "$jdk").aot"; }
classpath_of() { printf '%s:' "$1"/lib/*.jar; }

# The path of a build that is up to date, in $build.
current_build() {
  dist=$home/cli/target/dist
  is_fresh || locked make_build
  build=$dist/$(cat "$dist/current")
}

is_fresh() {
  [ -e "$dist/current" ] && [ -z "$(find "$home/.mvn" "$home"/pom.xml "$home"/*/pom.xml "$home"/*/src/main \
    -newer "$dist/current" -print 2>/dev/null | head -n 1)" ]
}

# One builds, the others wait. A symbolic link is made with its content (the owner's process) in one step.
locked() {
  lock=$home/cli/target/dist.lock
  mkdir -p "$dist"
  until ln -s $$ "$lock" 2>/dev/null; do
    owner=$(readlink "$lock" || :)
    [ -z "$owner" ] || kill -0 "$owner" 2>/dev/null || rm -f "$lock"
    sleep 0.2
  done
  trap 'rm -f "$lock"' EXIT
  trap 'exit 130' HUP INT TERM
  is_fresh || "$@"
  rm -f "$lock"
  trap - EXIT HUP INT TERM
}

make_build() {
  name=$(date +%Y%m%d-%H%M%S)-$$
  log=$home/cli/target/build.log
  [ -e "$dist/current" ] && why='sources changed' || why='first use'
  echo "building Bellows ($why), which takes a minute or more; log: $log" >&2
  echo "$name" >"$dist/starting"
  rm -rf "$home/cli/target/lib"
  (cd "$home" && JAVA_HOME=$jdk ./mvnw -q --batch-mode -Dmaven.test.skip=true -pl cli -am package) >"$log" 2>&1 </dev/null || {
    tail -n 40 "$log" >&2
    echo "Bellows could not be built; the whole log is in $log" >&2
    exit 1
  }
  mkdir -p "$dist/$name/lib"
  cp "$home"/cli/target/bellows-cli-*.jar "$home"/cli/target/lib/*.jar "$dist/$name/lib"
  # the default collector's cache serves the serial one too; without a cache Bellows starts all the same, only slower
  "$jdk/bin/java" -XX:AOTCacheOutput="$(cache_of "$dist/$name")" \
    -cp "$(classpath_of "$dist/$name")" dev.bellows.cli.Main --help >>"$log" 2>&1 </dev/null || :
  previous=$(cat "$dist/current" 2>/dev/null || :)
  mv -f "$dist/starting" "$dist/current"
  for old in "$dist"/*/; do
    case ${old%/} in
      "$dist/$name" | "$dist/$previous") ;;
      *) rm -rf "$old" ;;
    esac
  done
}
