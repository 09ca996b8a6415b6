# shellcheck shell=bash disable=SC2034,SC2154 # sourced, after packaging/common.sh
#
# Sets up what links against an old glibc, for packaging/linux/stage: Zig, which has every version of
# glibc to link with, comes from PyPI into target/packages/zig. Exports what cargo is to be run and by
# what; $glibc is the version, and $target is for --target.
glibc=2.28
target=x86_64-unknown-linux-gnu
zig=$PWD/target/packages/zig

scripts/install python3-venv binutils
if [ ! -e "$zig/ready-0.13.0-0.19.8" ]; then
    rm -rf "$zig"
    /usr/bin/python3 -m venv "$zig"
    "$zig/bin/pip" install --quiet --disable-pip-version-check ziglang==0.13.0 cargo-zigbuild==0.19.8
    touch "$zig/ready-0.13.0-0.19.8"
fi
if command -v rustup >/dev/null; then
    rustup --quiet target add "$target"
fi
target=$target.$glibc
export CARGO_ZIGBUILD_PYTHON_PATH=$zig/bin/python JPKICARD_CARGO=cargo-zigbuild PATH=$zig/bin:$PATH
