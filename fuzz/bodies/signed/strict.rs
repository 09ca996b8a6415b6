//! A second parser, which shares nothing with the library's: consecutive DER objects with only the
//! shortest lengths. `None` if the input cannot be parsed that way.

use std::collections::HashSet;

/// An object: its tag, of one byte, its content, and all of its bytes.
#[derive(Clone, Copy)]
pub struct Object<'a> {
    pub tag: u8,
    pub content: &'a [u8],
    pub whole: &'a [u8],
}

/// The rest of a sequence of objects.
#[derive(Clone, Copy)]
pub struct Row<'a>(pub &'a [u8]);

impl<'a> Row<'a> {
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub fn next(&mut self) -> Option<Object<'a>> {
        let (header, length) = match *self.0 {
            [_, length @ 0..=0x7F, ..] => (2, usize::from(length)),
            [_, 0x81, length @ 0x80..=0xFF, ..] => (3, usize::from(length)),
            [_, 0x82, high @ 1..=0xFF, low, ..] => {
                (4, usize::from(u16::from_be_bytes([high, low])))
            }
            [_, 0x83, high @ 1..=0xFF, middle, low, ..] => {
                (5, u32::from_be_bytes([0, high, middle, low]) as usize)
            }
            _ => return None,
        };
        let (whole, rest) = self.0.split_at_checked(header + length)?;
        self.0 = rest;
        let tag = whole[0];
        (tag & 0x1F != 0x1F).then_some(Object { tag, content: &whole[header..], whole })
    }

    /// The next object, if it has this tag.
    pub fn of(&mut self, tag: u8) -> Option<Object<'a>> {
        let mut rest = *self;
        let object = rest.next()?;
        (object.tag == tag).then(|| {
            *self = rest;
            object
        })
    }

    pub fn within(&mut self, tag: u8) -> Option<Self> {
        Some(Self(self.of(tag)?.content))
    }

    pub fn end<T>(self, result: T) -> Option<T> {
        self.is_empty().then_some(result)
    }
}

/// The content of an INTEGER in its shortest form.
pub fn integer<'a>(row: &mut Row<'a>) -> Option<&'a [u8]> {
    match row.of(2)?.content {
        [] | [0, 0..=0x7F, ..] | [0xFF, 0x80..=0xFF, ..] => None,
        content => Some(content),
    }
}

/// Seconds since 1970-01-01T00:00:00Z; negative before.
pub fn time(row: &mut Row<'_>) -> Option<i64> {
    let object = row.next()?;
    let (year, rest) = match object.tag {
        0x17 => {
            let (year, rest) = object.content.split_at_checked(2)?;
            let year = number(year)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        0x18 => {
            let (year, rest) = object.content.split_at_checked(4)?;
            (number(year)?, rest)
        }
        _ => return None,
    };
    let (digits, b"Z") = rest.split_at_checked(10)? else { return None };
    let parts: Option<Vec<i64>> = digits.chunks(2).map(number).collect();
    let &[month, day, hour, minute, second] = &parts?[..] else { return None };
    if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |month: i64| match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=length(month)).contains(&day) {
        return None;
    }
    let years: i64 = if year >= 1970 {
        (1970..year).map(|year| 365 + i64::from(leap(year))).sum()
    } else {
        -(year..1970).map(|year| 365 + i64::from(leap(year))).sum::<i64>()
    };
    let days = years + (1..month).map(length).sum::<i64>() + day - 1;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |all, digit| {
        digit.is_ascii_digit().then(|| all * 10 + i64::from(digit - b'0'))
    })
}

pub struct Extension<'a> {
    pub id: &'a [u8],
    pub critical: bool,
    pub value: &'a [u8],
}

/// The content of Extensions: none may be present twice.
pub fn extensions<'a>(mut row: Row<'a>) -> Option<Vec<Extension<'a>>> {
    let mut all: Vec<Extension<'a>> = Vec::new();
    let mut seen = HashSet::new();
    while !row.is_empty() {
        let mut fields = row.within(0x30)?;
        let id = fields.of(6)?.content;
        let critical = match fields.of(1).map(|object| object.content) {
            None | Some([0]) => false,
            Some([0xFF]) => true,
            Some(_) => return None,
        };
        let value = fields.of(4)?.content;
        fields.end(())?;
        seen.insert(id).then_some(())?;
        all.push(Extension { id, critical, value });
    }
    Some(all)
}

/// The value of one of them.
pub fn value<'a>(extensions: &[Extension<'a>], id: &[u8]) -> Option<&'a [u8]> {
    extensions.iter().find(|extension| extension.id == id).map(|extension| extension.value)
}
