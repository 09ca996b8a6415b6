# shellcheck shell=bash
# What the scripts for Windows share; sourced from the project's folder.

# Whether packaging/windows/build ran to its end after the last change of a source.
is_fresh() {
    local sources=(src capi cli/src pkcs11/src include Cargo.lock packaging/common.sh
        packaging/windows/build packaging/windows/version)
    [ -e target/windows/built ] || return 1
    [ -z "$(find "${sources[@]}" -newer target/windows/built -type f -print -quit)" ]
}

# Fails unless a DLL or a program needs nothing but Windows, says what it is, and names no folder of
# the machine that built it.
looks_right() { # FILE
    local needed forbidden
    for needed in $(x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/.*DLL Name: //p'); do
        case ${needed,,} in
        # Of Windows, or of .NET Framework, which is in Windows.
        winscard.dll | kernel32.dll | ntdll.dll | msvcrt.dll | bcrypt.dll | bcryptprimitives.dll \
            | advapi32.dll | userenv.dll | ws2_32.dll | shell32.dll | mscoree.dll \
            | api-ms-win-*.dll) ;;
        # Ours, beside it.
        jpkicard.dll) ;;
        *) echo "$1 needs $needed" >&2; return 1 ;;
        esac
    done
    if ! strings -el "$1" | grep -x OriginalFilename >/dev/null; then
        echo "$1 has no version resource" >&2
        return 1
    fi
    # In either encoding: .NET's texts are UTF-16.
    forbidden=$({ strings -a "$1"; strings -el "$1"; } | grep -F -e "$PWD" -e "$HOME/" || true)
    if [ -n "$forbidden" ]; then
        echo "$1 names a folder of this machine: $forbidden" >&2
        return 1
    fi
}
