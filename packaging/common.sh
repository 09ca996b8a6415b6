# shellcheck shell=bash
# What the scripts of packaging/ share; sourced from the project's folder.

# The version of every package, and the major version, which is in the soname.
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# shellcheck disable=SC2034 # for the scripts that source this
major=${version%%.*}

# The time that is in the packages: of the last commit, wherever and whenever they are built.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
fi
export SOURCE_DATE_EPOCH

# No folder of this machine gets into a message or the debug information.
remap_paths() {
    local folder
    printf '%s' "--remap-path-prefix=$PWD=/jpkicard" \
        " --remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rust"
    # Each registry's crates, whatever the registry; and those that came with the source.
    for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/* "$PWD/vendor"; do
        printf '%s' " --remap-path-prefix=$folder=/crates"
    done
}
case " ${RUSTFLAGS:-}" in
*=/jpkicard*) ;; # of the script that called this one
*)
    # The crates are there before their folder is looked for.
    cargo fetch --quiet --locked
    RUSTFLAGS="${RUSTFLAGS:+$RUSTFLAGS }$(remap_paths)"
    export RUSTFLAGS
    ;;
esac
