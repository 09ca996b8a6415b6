//! Which constants belong to which typedef, and which stand alone. A constant that belongs to none
//! is a size or a number; the header's comments say what a typedef's prefix is.

use crate::model::{Alias, Constant, Interface, Type};

/// A typedef of constants.
pub(crate) struct Enumeration<'a> {
    pub(crate) name: &'a str,
    pub(crate) comment: &'a [String],
    /// Its constants can be added up.
    pub(crate) is_flags: bool,
    /// What every constant's name begins with, such as `JPKI_TOKEN_`.
    pub(crate) prefix: &'a str,
    pub(crate) constants: Vec<&'a Constant>,
}

impl Enumeration<'_> {
    /// A constant's name without the prefix: `MY_NUMBER_CARD`.
    pub(crate) fn short<'a>(&self, constant: &'a Constant) -> &'a str {
        let name = constant.name.as_str();
        let short = name.strip_prefix(self.prefix).or_else(|| name.strip_prefix("JPKI_"));
        short.unwrap_or(name)
    }
}

/// Names with the prefix of a typedef that are numbers of their own.
const NUMBERS: [&str; 2] = ["JPKI_LOG_KEPT", "JPKI_WAIT_FOREVER"];

/// The typedefs of constants, in the headers' order.
pub(crate) fn enumerations(interface: &Interface) -> Vec<Enumeration<'_>> {
    interface.aliases.iter().filter_map(|alias| enumeration(interface, alias)).collect()
}

fn enumeration<'a>(interface: &'a Interface, alias: &'a Alias) -> Option<Enumeration<'a>> {
    let Type::Integer { signed, .. } = alias.of else { return None };
    // "One of JPKI_TOKEN_*.", "Any of JPKI_WAIT_*, or 0 for none."; the statuses in words.
    let prefix = alias.comment.iter().find_map(|line| {
        let (before, _) = line.split_once('*')?;
        before.get(before.rfind("JPKI_")?..)
    })?;
    let is_status = alias.name == "jpki_status";
    let constants = interface.constants.iter().filter(|constant| {
        let is_number = NUMBERS.contains(&constant.name.as_str())
            || constant.name.ends_with("_SIZE")
            || (is_status && constant.value > 0);
        (constant.name.starts_with(prefix) && !is_number)
            || (is_status && constant.name == "JPKI_OK")
    });
    Some(Enumeration {
        name: &alias.name,
        comment: &alias.comment,
        is_flags: !signed,
        prefix,
        constants: constants.collect(),
    })
}

/// The constants that are sizes and numbers of their own.
pub(crate) fn numbers(interface: &Interface) -> Vec<&Constant> {
    let found = enumerations(interface);
    let belongs = |constant: &Constant| {
        found.iter().any(|group| group.constants.iter().any(|one| one.name == constant.name))
    };
    interface.constants.iter().filter(|constant| !belongs(constant)).collect()
}
