//! Where C compilers put the fields of a structure.

use crate::model::{Field, Interface, Structure, Type};

/// A kind of machine: the bytes of a pointer, and what a number of eight bytes is aligned to.
#[derive(Clone, Copy)]
pub(crate) struct Machine {
    pub(crate) pointer: u64,
    pub(crate) eight: u64,
}

/// Every 64-bit system.
pub(crate) const BITS_64: Machine = Machine { pointer: 8, eight: 8 };
/// 32-bit Windows.
pub(crate) const BITS_32: Machine = Machine { pointer: 4, eight: 8 };
/// 32-bit Linux on x86.
pub(crate) const BITS_32_LINUX: Machine = Machine { pointer: 4, eight: 4 };

/// The size of a structure, and its fields' offsets.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) size: u64,
    pub(crate) offsets: Vec<u64>,
}

pub(crate) fn layout(interface: &Interface, structure: &Structure, machine: Machine) -> Layout {
    let (mut offset, mut widest, mut offsets) = (0_u64, 1_u64, Vec::new());
    for field in &structure.fields {
        let (size, alignment) = size(interface, field, machine);
        offset = offset.next_multiple_of(alignment);
        widest = widest.max(alignment);
        offsets.push(offset);
        offset = offset.saturating_add(size.saturating_mul(field.count.unwrap_or(1)));
    }
    Layout { size: offset.next_multiple_of(widest), offsets }
}

/// The size and the alignment of one element.
fn size(interface: &Interface, field: &Field, machine: Machine) -> (u64, u64) {
    match interface.plain(&field.kind) {
        Type::Integer { bits: 64, .. } => (8, machine.eight),
        Type::Integer { bits, .. } => (u64::from(bits / 8), u64::from(bits / 8)),
        Type::Char => (1, 1),
        // Sizes, and pointers to data and functions.
        _ => (machine.pointer, machine.pointer),
    }
}
