# shellcheck shell=bash disable=SC2034,SC2154 # sourced, after packaging/common.sh
#
# The libraries that the packages of languages bring, built if a source is newer; sourced after
# packaging/common.sh. JPKICARD_WINDOWS names a folder with x64/jpkicard.dll and x86/jpkicard.dll to
# take instead of what packaging/windows/build makes.
linux_library=$PWD/target/packages/linux/root/usr/lib/libjpkicard.so.$version
windows=${JPKICARD_WINDOWS:-$PWD/target/windows}

is_fresh() { # LIBRARY
    [ -e "$1" ] && [ -z "$(find src capi include Cargo.lock -newer "$1" -type f -print -quit)" ]
}
is_fresh "$linux_library" || packaging/linux/build
if [ -z "${JPKICARD_WINDOWS-}" ]; then
    if ! is_fresh "$windows/x64/jpkicard.dll" || ! is_fresh "$windows/x86/jpkicard.dll"; then
        packaging/windows/build
    fi
fi
for library in "$windows"/x{64,86}/jpkicard.dll; do
    [ -e "$library" ] || { echo "$0: no $library" >&2; exit 1; }
done

say_sizes() { # FOLDER
    (cd "$1" && find . -type f -printf '%s %P\n' | sort -k 2 | while read -r size name; do
        printf '%10d  %s\n' "$size" "$name"
    done)
}
