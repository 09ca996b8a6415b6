# What `build` and `check` share. SPDX-License-Identifier: MIT OR Apache-2.0

# JNA: named by JNA_JAR, of Debian's libjna-java, or in Maven's repository.
find_jna() {
    local candidate
    for candidate in "${JNA_JAR:-}" /usr/share/java/jna.jar \
        "$HOME"/.m2/repository/net/java/dev/jna/jna/*/jna-*.jar; do
        if [ -f "$candidate" ]; then
            echo "$candidate"
            return
        fi
    done
    echo "no jna.jar: install libjna-java, or set JNA_JAR" >&2
    return 1
}

# Warnings are errors, but for the one of later compilers that Java 8 is old.
compile() {
    javac --release 8 -encoding UTF-8 -Xlint:all,-options -Werror "$@"
}
