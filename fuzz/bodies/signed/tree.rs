//! DER parsed into a tree, changed, and encoded again with the right lengths.

use super::super::input::Input;

/// The maximum length of a structure; few are that long, because they take time.
const LONGEST: usize = 1 << 20;
const USUAL: usize = 1 << 15;

#[derive(Clone)]
pub struct Node {
    tag: u8,
    content: Content,
    /// Whether the length is one byte longer than necessary.
    is_long: bool,
}

#[derive(Clone)]
enum Content {
    Bytes(Vec<u8>),
    Nodes(Vec<Node>),
}

/// The nodes that these bytes consist of, if there is nothing else. The content of an OCTET STRING
/// is parsed too.
pub fn parse(mut bytes: &[u8]) -> Option<Vec<Node>> {
    let mut nodes = Vec::new();
    while let [tag, first, rest @ ..] = bytes {
        let (length, rest) = match first {
            0..=0x7F => (usize::from(*first), rest),
            0x81..=0x83 => {
                let (length, rest) = rest.split_at_checked(usize::from(first & 3))?;
                (length.iter().fold(0, |all, byte| all << 8 | usize::from(*byte)), rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        let nodes_within = if tag & 0x20 != 0 || *tag == 4 { parse(content) } else { None };
        let content = match nodes_within {
            Some(within) if !within.is_empty() => Content::Nodes(within),
            _ => Content::Bytes(content.to_vec()),
        };
        nodes.push(Node { tag: *tag, content, is_long: false });
        bytes = rest;
    }
    bytes.is_empty().then_some(nodes)
}

pub fn encode(nodes: &[Node]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for node in nodes {
        let content = match &node.content {
            Content::Bytes(bytes) => bytes,
            Content::Nodes(nodes) => &encode(nodes),
        };
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        let zeros = length.iter().take_while(|byte| **byte == 0).count();
        let needed = if content.len() < 0x80 { 0 } else { 4 - zeros };
        bytes.push(node.tag);
        match needed + usize::from(node.is_long) {
            0 => bytes.push(length[3]),
            // No length here needs four bytes.
            count => {
                bytes.push(0x80 | count as u8);
                bytes.extend(&length[4 - count..]);
            }
        }
        bytes.extend(content);
    }
    bytes
}

fn count(nodes: &[Node]) -> usize {
    let within = |node: &Node| match &node.content {
        Content::Nodes(nodes) => count(nodes),
        Content::Bytes(_) => 0,
    };
    nodes.iter().map(|node| 1 + within(node)).sum()
}

/// A node's list of siblings, and its index there; nodes are counted including all descendants.
fn find<'a>(nodes: &'a mut Vec<Node>, number: &mut usize) -> Option<(&'a mut Vec<Node>, usize)> {
    for place in 0..nodes.len() {
        if *number == 0 {
            return Some((nodes, place));
        }
        *number -= 1;
        let below = match &nodes[place].content {
            Content::Nodes(within) => count(within),
            Content::Bytes(_) => 0,
        };
        if *number < below {
            return match &mut nodes[place].content {
                Content::Nodes(within) => find(within, number),
                Content::Bytes(_) => None,
            };
        }
        *number -= below;
    }
    None
}

/// Makes the changes described by the input, at most eight.
pub fn change(bytes: &[u8], input: &mut Input<'_>) -> Vec<u8> {
    let Some(mut nodes) = parse(bytes) else { return bytes.to_vec() };
    for _ in 0..8 {
        if input.is_empty() {
            break;
        }
        let operation = input.byte();
        let total = count(&nodes);
        if total == 0 {
            break;
        }
        // From either end: entries and extensions come late.
        let at = usize::from(input.byte());
        let mut number = if operation & 0x80 == 0 { at } else { total * 256 - 1 - at } % total;
        let size = encode(&nodes).len();
        let Some((siblings, place)) = find(&mut nodes, &mut number) else { break };
        step(operation & 0x7F, siblings, place, size, input);
    }
    encode(&nodes)
}

fn step(operation: u8, siblings: &mut Vec<Node>, place: usize, size: usize, input: &mut Input<'_>) {
    match operation % 10 {
        0 => drop(siblings.remove(place)),
        1 => siblings.insert(place, siblings[place].clone()),
        2 => {
            let length = usize::from(input.byte());
            siblings[place].content = Content::Bytes(input.bytes(length).to_vec());
        }
        3 => siblings[place].tag = input.byte(),
        4 => {
            let (tag, length) = (input.byte(), usize::from(input.byte()));
            let content = Content::Bytes(input.bytes(length).to_vec());
            siblings.insert(place + 1, Node { tag, content, is_long: false });
        }
        5 => {
            let other = (place + usize::from(input.byte())) % siblings.len();
            siblings.swap(place, other);
        }
        6 => {
            let (at, change) = (usize::from(input.byte()), input.byte());
            if let Content::Bytes(bytes) = &mut siblings[place].content {
                let at = at % bytes.len().max(1);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= change;
                }
            }
        }
        7 => siblings[place].is_long ^= true,
        8 => {
            // A byte before the content: a number not in its shortest form.
            let byte = input.byte();
            if let Content::Bytes(bytes) = &mut siblings[place].content {
                bytes.insert(0, byte);
            }
        }
        _ => repeat(siblings, place, size, input),
    }
}

/// Repeats as often as the input says, as long as there is room; identical or each different.
fn repeat(siblings: &mut Vec<Node>, place: usize, size: usize, input: &mut Input<'_>) {
    let (times, how) = (usize::from(input.number()), input.byte());
    let (differ, longest) = (how & 1 == 1, if how >= 0xF0 { LONGEST } else { USUAL });
    let node = siblings[place].clone();
    let room = longest.saturating_sub(size) / encode(std::slice::from_ref(&node)).len();
    let copies = (0..times.min(room)).map(|number| {
        let mut copy = node.clone();
        if differ {
            renumber(&mut copy, number as u16);
        }
        copy
    });
    siblings.splice(place..place, copies.collect::<Vec<_>>());
}

/// Writes a number over the end of the first content that has room for it.
fn renumber(node: &mut Node, number: u16) -> bool {
    match &mut node.content {
        Content::Nodes(nodes) => nodes.iter_mut().any(|node| renumber(node, number)),
        Content::Bytes(bytes) => match bytes.last_chunk_mut() {
            Some(last) => {
                // Seven bits per byte: valid in an object identifier too.
                *last = [number >> 7 & 0x7F | 0x80, number & 0x7F].map(|byte| byte as u8);
                true
            }
            None => false,
        },
    }
}
