//! A C program that calls every function of `jpkicard_std.dll`, and the same functions of
//! `jpkicard.dll`, with zeros, and reports by how much each leaves the stack pointer off.

use std::fmt::Write as _;

use crate::model::Interface;
use crate::stdcall::{functions, stack_bytes};

pub(crate) fn source(interface: &Interface) -> String {
    let mut text = START.to_owned();
    for function in functions(interface) {
        let bytes = stack_bytes(interface, &function.signature);
        let _ = writeln!(text, "    {{ \"{}\", {bytes} }},", function.name);
    }
    text + END
}

/// `call` pushes the zeros itself, because a compiler would correct the stack pointer after a call.
const START: &str = r#"/* Generated from the headers: do not edit. */
#include <stdio.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/* The bytes that are left on the stack after a call with this many bytes of zeros. */
static __attribute__((noinline)) int call(FARPROC function, int bytes)
{
    int left;
    int words = bytes / 4;
    __asm__ volatile(
        "movl %%esp, %%ebx\n\t"
        "1: testl %%ecx, %%ecx\n\t"
        "jz 2f\n\t"
        "pushl $0\n\t"
        "decl %%ecx\n\t"
        "jmp 1b\n"
        "2: call *%%esi\n\t"
        "movl %%ebx, %%edi\n\t"
        "subl %%esp, %%edi\n\t"
        "movl %%ebx, %%esp"
        : "=D"(left), "+c"(words)
        : "S"(function)
        : "eax", "edx", "ebx", "memory", "cc");
    return left;
}

static const struct { const char *name; int bytes; } functions[] = {
"#;

const END: &str = r#"};

int main(void)
{
    HMODULE standard = LoadLibraryA("jpkicard_std.dll");
    HMODULE plain = LoadLibraryA("jpkicard.dll");
    int count = (int)(sizeof functions / sizeof functions[0]), wrong = 0, i;
    if (!standard || !plain) {
        printf("a DLL is missing: error %lu\n", GetLastError());
        return 2;
    }
    for (i = 0; i < count; i++) {
        FARPROC called = GetProcAddress(standard, functions[i].name);
        FARPROC control = GetProcAddress(plain, functions[i].name);
        int left, control_left;
        if (!called || !control) {
            printf("%s is not exported\n", functions[i].name);
            wrong++;
            continue;
        }
        left = call(called, functions[i].bytes);
        /* By the other convention the caller clears: this shows that the program can see it. */
        control_left = call(control, functions[i].bytes);
        if (left != 0 || control_left != functions[i].bytes) {
            printf("%s leaves %d bytes, not 0; cdecl %d, not %d\n", functions[i].name, left,
                   control_left, functions[i].bytes);
            wrong++;
        }
    }
    printf("%d functions called, %d leave the stack pointer wrong\n", count, wrong);
    return wrong != 0;
}
"#;
