//! `jpkicard_std.dll`: the functions of `jpkicard.dll` once more, by the convention that VB6 and
//! 32-bit VBA call with. Its names are not decorated. Functions that take callbacks are left out:
//! a callback would have to be called by the other convention.

use std::fmt::Write as _;

use crate::model::{Function, Interface, Signature, Type};

/// The functions that it has, by name.
pub(crate) fn functions(interface: &Interface) -> Vec<&Function> {
    let mut found = interface.everywhere();
    found.retain(|function| !interface.has_callback(function));
    found
}

/// The bytes of the parameters on a 32-bit stack: every one takes four, or eight.
pub(crate) fn stack_bytes(interface: &Interface, signature: &Signature) -> u32 {
    let bytes =
        signature.parameters.iter().map(|parameter| match interface.plain(&parameter.kind) {
            Type::Integer { bits: 64, .. } => 8_u32,
            _ => 4,
        });
    bytes.fold(0, u32::saturating_add)
}

/// A type as C has it.
pub(crate) fn c_type(kind: &Type) -> String {
    match kind {
        Type::Void => "void".to_owned(),
        Type::Char => "char".to_owned(),
        Type::Integer { bits, signed: true } => format!("int{bits}_t"),
        Type::Integer { bits, signed: false } => format!("uint{bits}_t"),
        Type::Size => "size_t".to_owned(),
        Type::Named(name) => name.clone(),
        Type::Pointer { to, constant } => {
            let inner = c_type(to);
            match (constant, &**to) {
                (true, Type::Pointer { .. }) => format!("{inner}const *"),
                (true, _) => format!("const {inner} *"),
                (false, Type::Pointer { .. }) => format!("{inner}*"),
                (false, _) => format!("{inner} *"),
            }
        }
        Type::Callback(_) => "void (*)(void)".to_owned(),
    }
}

pub(crate) fn source(interface: &Interface) -> String {
    let mut text = START.to_owned();
    for function in functions(interface) {
        let Signature { result, parameters } = &function.signature;
        let declared = parameters.iter().map(|parameter| {
            let kind = c_type(&parameter.kind);
            let space = if kind.ends_with('*') { "" } else { " " };
            format!("{kind}{space}{}", parameter.name)
        });
        let declared = declared.collect::<Vec<_>>().join(", ");
        let declared = if declared.is_empty() { "void" } else { &declared };
        let passed = parameters.iter().map(|parameter| parameter.name.as_str());
        let passed = passed.collect::<Vec<_>>().join(", ");
        let result = c_type(result);
        let keyword = if result == "void" { "" } else { "return " };
        let name = &function.name;
        let _ = write!(
            text,
            "\n{result} __stdcall std_{name}({declared})\n{{\n    {keyword}{name}({passed});\n}}\n"
        );
    }
    text
}

/// As [`source`]'s functions have it, so a wrong number of bytes is an error of the linker.
pub(crate) fn definition(interface: &Interface) -> String {
    let mut text = "LIBRARY jpkicard_std.dll\nEXPORTS\n".to_owned();
    for function in functions(interface) {
        let bytes = stack_bytes(interface, &function.signature);
        let _ = writeln!(text, "    {name} = std_{name}@{bytes}", name = function.name);
    }
    text
}

/// It stays loaded like the library behind it: a thread may wait in it.
const START: &str = "/* Generated from the headers: do not edit. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <jpkicard.h>

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID reserved)
{
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH) {
        HMODULE pinned;
        DisableThreadLibraryCalls(module);
        GetModuleHandleExW(
            GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
            (LPCWSTR)(const void *)&DllMain, &pinned);
    }
    return TRUE;
}
";
