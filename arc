#!/usr/bin/env bash
# Starts arc: finds a JDK, builds once when there is no build or the sources are newer, and becomes the JVM.
# Environment: JAVA_HOME, ARC_JAVA_OPTS (JVM options); ARC_JVM_FOLDER replaces /usr/lib/jvm, for tests.

set -u
required_java=25
incubator_warning='^WARNING: Using incubator modules: jdk\.incubator\.vector$'

fail() {
    printf 'arc: %s\n' "$@" >&2
    exit 1
}

# Sets $home to the folder of this script, through symbolic links (macOS has no readlink -f).
find_home() {
    local script=$1 link
    while [ -L "$script" ]; do
        link=$(readlink "$script")
        case $link in
            /*) script=$link ;;
            *) script=$(dirname "$script")/$link ;;
        esac
    done
    home=$(cd -P "$(dirname "$script")" && pwd) || fail "cannot enter the folder of $script"
}

# Sets $java_major to the version of the JDK in folder $1; 0 when there is none. The release file spares a JVM start.
read_java_major() {
    local folder=$1 line version=
    java_major=0
    [ -x "$folder/bin/java" ] || return 0
    if [ -r "$folder/release" ]; then
        while IFS= read -r line; do
            case $line in
                JAVA_VERSION=*) version=${line#JAVA_VERSION=} && version=${version//\"/} && break ;;
            esac
        done <"$folder/release"
    fi
    if [ -z "$version" ]; then
        line=$("$folder/bin/java" -version 2>&1 | grep -m 1 'version "') || return 0
        version=${line#*\"} && version=${version%%\"*}
    fi
    version=${version#1.}
    version=${version%%[!0-9]*}
    java_major=${version:-0}
}

# Sets $java_home to the first of the folders given whose JDK is new enough.
pick_java() {
    local folder
    for folder in "$@"; do
        read_java_major "$folder"
        if [ "$java_major" -ge "$required_java" ]; then
            java_home=$folder
            return 0
        fi
    done
    return 1
}

find_java() {
    local on_path found=() folder
    if [ -n "${JAVA_HOME:-}" ] && pick_java "$JAVA_HOME"; then
        return
    fi
    on_path=$(command -v java 2>/dev/null) || on_path=
    if [ -n "$on_path" ]; then
        while [ -L "$on_path" ]; do
            folder=$(readlink "$on_path")
            case $folder in
                /*) on_path=$folder ;;
                *) on_path=$(dirname "$on_path")/$folder ;;
            esac
        done
        # macOS's own /usr/bin/java is a stub that belongs to no JDK.
        pick_java "$(cd -P "$(dirname "$on_path")/.." && pwd)" && return
    fi
    for folder in "${ARC_JVM_FOLDER:-/usr/lib/jvm}"/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -d "$folder" ] && found+=("$folder")
    done
    if [ "${#found[@]}" -gt 0 ] && pick_java "${found[@]}"; then
        return
    fi
    if [ -x /usr/libexec/java_home ] &&
        folder=$(/usr/libexec/java_home -v "$required_java+" 2>/dev/null) && pick_java "$folder"; then
        return
    fi
    fail "needs a JDK $required_java or newer, and found none in JAVA_HOME, PATH or ${ARC_JVM_FOLDER:-/usr/lib/jvm}; install one, or set JAVA_HOME to it"
}

# Is the build there and newer than everything it is made of? A deleted file shows in its folder's time.
is_built() {
    local newer sources=("$home/pom.xml" "$home/.mvn") module
    [ -s "$stamp" ] || return 1
    for module in infer train index cli; do
        sources+=("$home/$module/pom.xml" "$home/$module/src/main")
    done
    newer=$(find "${sources[@]}" -newer "$stamp" -print 2>/dev/null | head -n 1)
    [ -z "$newer" ]
}

# Holds the lock until this process ends, however it ends; Maven inherits it, so that it is kept while Maven runs.
lock_build() {
    mkdir -p "$home/target" 2>/dev/null && exec 9>"$home/target/build.lock" ||
        fail "cannot build in $home: the folder is not writable"
    if command -v flock >/dev/null 2>&1; then
        flock -n 9 || { say "waiting for another build of arc to end" && flock 9; }
    elif command -v perl >/dev/null 2>&1; then
        perl -e 'use Fcntl ":flock"; open(my $lock, ">&=", 9) && flock($lock, LOCK_EX) or exit 1'
    fi || fail "cannot lock $home/target/build.lock"
}

say() {
    printf 'arc: %s\n' "$@" >&2
}

build() {
    local log=$home/target/build.log started=$SECONDS maven_pid status profiles=()
    command -v mvn >/dev/null 2>&1 ||
        fail "needs Maven to build itself on first use, and found no mvn in PATH; install Maven 3.8.5 or newer"
    say "building (the first time Maven fetches the libraries: some minutes) ..."
    # What was built with CUDA is built with CUDA again.
    grep -qs onnxruntime_gpu "$stamp" && profiles=(-Pcuda)
    : >"$home/target/build.started"
    # A running arc keeps the files that it has open: the new ones must be new files.
    rm -f "$home/cli/target/lib/"arc-*.jar "$stamp"
    (
        cd "$home" || exit 1
        export "JAVA${java_major}_HOME=$java_home"
        exec mvn -B -ntp -q -Dquick -DskipTests ${profiles[@]+"${profiles[@]}"} package
    ) >"$log" 2>&1 </dev/null 3>&- &
    maven_pid=$!
    trap 'kill -TERM "$maven_pid" 2>/dev/null; wait "$maven_pid"; exit 130' INT
    trap 'kill -TERM "$maven_pid" 2>/dev/null; wait "$maven_pid"; exit 143' TERM HUP
    wait "$maven_pid"
    status=$?
    trap - INT TERM HUP
    if [ "$status" -ne 0 ] || [ ! -s "$stamp" ]; then
        rm -f "$stamp"
        grep -m 6 -E '^\[ERROR\] .' "$log" >&2
        fail "the build failed (mvn exit code $status); its output is in $log"
    fi
    # What was edited while Maven ran is newer than this.
    touch -r "$home/target/build.started" "$stamp"
    say "built in $((SECONDS - started)) s"
}

# Sets $classpath: arc's own jar, then the list that the build leaves (lib/a.jar:lib/b.jar ...); and $native, the
# folder with the libraries of the ONNX Runtime on that list.
read_classpath() {
    local names name target=$home/cli/target own=("$home/cli/target/lib/"arc-cli-*.jar)
    IFS= read -r names <"$stamp" || [ -n "$names" ] || fail "cannot read $stamp; run: rm -r $home/cli/target"
    classpath=${own[0]}
    local IFS=:
    native=
    for name in $names; do
        classpath=$classpath:$target/$name
        case $name in
            lib/onnxruntime*.jar) name=${name#lib/} && native=$target/native/${name%.jar} ;;
        esac
    done
}

# Sets $jvm_flags: those of .mvn/jvm-flags, less the Vector API without $simd; a small collector for $brief commands;
# and the user's.
read_jvm_flags() {
    local flag line
    # ARC_JAVA_OPTS come last and win.
    jvm_flags=()
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            '' | \#*) continue ;;
            '--add-modules jdk.incubator.vector')
                "$simd" && jvm_flags+=(--add-modules jdk.incubator.vector)
                ;;
            *) jvm_flags+=("$line") ;;
        esac
    done <"$home/.mvn/jvm-flags"
    # What is over in a moment gains nothing from the optimising compiler (a third of the processor time of a search),
    # nor from a parallel collector.
    "$brief" && jvm_flags+=(-XX:TieredStopAtLevel=1)
    case " ${ARC_JAVA_OPTS:-} " in
        *" -XX:+Use"*GC*) ;;
        *) "$brief" && jvm_flags+=(-XX:+UseSerialGC) ;;
    esac
    # What pictures on their way leave behind is collected early, and time spent on that is no reason to take
    # more memory; what a large gallery needs to keep is not limited by this.
    case " ${ARC_JAVA_OPTS:-} + $* " in
        *' -Xmx'*) ;;
        *' index '* | *' merge '* | *' embed '*) jvm_flags+=(-XX:MaxNewSize=128m -XX:GCTimeRatio=2) ;;
    esac
    # Split on blanks as JAVA_OPTS are everywhere; globbing off.
    set -f
    for flag in ${ARC_JAVA_OPTS:-}; do
        jvm_flags+=("$flag")
    done
    set +f
}

# Sets $simd to whether the command computes enough in Java for the Vector API to pay, and $brief to whether it is over
# in a moment. One search is over before SIMD would pay; many searches, or one by a folder of pictures, are not.
classify() {
    local argument previous=
    simd=false
    brief=true
    for argument in "$@"; do
        case $argument in
            quickstart | train | index | evaluate | calibrate | doctor | check | compact | duplicates | merge)
                simd=true && brief=false && return
                ;;
            embed | tensor | export) brief=false && return ;;
            search) break ;;
            plot)
                case " $* " in *' --run '* | *' --run='*) ;; *) simd=true && brief=false ;; esac
                return
                ;;
            help | info | data | card | delete) return ;;
        esac
    done
    [ "${argument:-}" = search ] || return
    [ "$#" -le 24 ] || simd=true
    for argument in "$@"; do
        case $previous in
            -g | --gallery) ;;
            *) [ -d "$argument" ] && simd=true ;;
        esac
        previous=$argument
    done
    "$simd" && brief=false
}

# Tells which of 0, 1, 2 are terminals, and how wide they are: inside the JVM standard error may be something else.
describe_terminal() {
    local fd size
    terminal=
    columns=
    for fd in 0 1 2; do
        [ -t "$fd" ] && terminal=$terminal$fd
    done
    if [ -n "$terminal" ]; then
        size=$(stty size 2>/dev/null </dev/tty) && columns=${size#* }
    fi
}

# Java reads file names in the encoding of the locale, and only UTF-8 holds them all.
use_utf8() {
    if [ "$(uname -s)" = Linux ] && [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
        export LC_ALL=C.UTF-8
    fi
}

# Training asks for large blocks of native memory at every step. glibc by default returns them to the system and
# fetches them again, page by page; kept in one heap, the same step is half as fast again (docs/benchmarks.md).
# And the threads of the native library wait asleep: spinning, they take the cores from arc's own, and training
# almost stands still when anything else runs. On a GPU, NVIDIA's libraries would round factors to ten bits (TF32), and
# the exported model would differ from the trained one.
tune_training() {
    case " $* " in
        *' train '* | *' quickstart '*)
            export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
            export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-2147483648}
            export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-4294967296}
            export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
            export NVIDIA_TF32_OVERRIDE=${NVIDIA_TF32_OVERRIDE:-0}
            ;;
    esac
}

find_home "${BASH_SOURCE[0]}"
stamp=$home/cli/target/runtime-classpath
find_java
if ! is_built; then
    lock_build
    is_built || build
    exec 9>&-
fi
classify "$@"
read_classpath
read_jvm_flags "$@"
describe_terminal
use_utf8
tune_training "$@"

[ -d "$native" ] && jvm_flags+=("-Donnxruntime.native.path=$native")
set -- "${jvm_flags[@]}" "-Darc.home=$home" "-Darc.terminal=$terminal" "-Darc.terminal.columns=$columns" \
    -cp "$classpath" arc.cli.Arc "$@"
if ! "$simd"; then
    exec "$java_home/bin/java" "$@"
fi
# With the Vector API the JVM prints a warning while it starts, which no option turns off. A filter on descriptor 2
# drops that one line; arc itself writes to the untouched standard error on descriptor 3, so that its last words are
# out before it ends. The filter outlives Ctrl-C and ends with the JVM.
exec 3>&2
exec "$java_home/bin/java" --add-opens java.base/java.io=ALL-UNNAMED -Darc.stderr.fd=3 "$@" \
    2> >(trap '' INT TERM HUP; exec grep -v --line-buffered "$incubator_warning" >&2)
