//! What the tests need to know of a page: its headings, links and fenced blocks.

use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The words after the fence: `c`, `rust,no_run`.
    pub language: String,
    pub text: String,
    /// The number of its first line.
    pub line: usize,
}

pub struct Page {
    /// From the root of the repository: `docs/guide.md`.
    pub name: String,
    pub text: String,
    /// The text outside fenced blocks.
    pub prose: String,
    pub fences: Vec<Fence>,
    /// Level and text.
    pub headings: Vec<(usize, String)>,
    /// Line and target.
    pub links: Vec<(usize, String)>,
}

impl Page {
    pub fn read(name: &str) -> Self {
        let text = fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        Self::parse(name, text)
    }

    pub fn parse(name: &str, text: String) -> Self {
        let mut page = Self {
            name: name.to_owned(),
            text: String::new(),
            prose: String::new(),
            fences: Vec::new(),
            headings: Vec::new(),
            links: Vec::new(),
        };
        let mut open: Option<Fence> = None;
        for (index, line) in text.lines().enumerate() {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(language)) => {
                    let language = language.trim().to_owned();
                    open = Some(Fence { language, text: String::new(), line: index + 2 });
                }
                (Some(_), Some("")) => page.fences.extend(open.take()),
                (Some(fence), _) => fence.text += &format!("{line}\n"),
                (None, None) => {
                    page.prose += &format!("{line}\n");
                    let level = line.bytes().take_while(|byte| *byte == b'#').count();
                    if level > 0 && line[level..].starts_with(' ') {
                        page.headings.push((level, line[level..].trim().to_owned()));
                    }
                    let targets = targets_of(line).into_iter();
                    page.links.extend(targets.map(|target| (index + 1, target)));
                }
            }
        }
        assert!(open.is_none(), "{name}: a block without an end");
        page.text = text;
        page
    }

    /// The anchors of its headings, as GitHub makes them.
    pub fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        for (_, heading) in &self.headings {
            let anchor = anchor_of(heading);
            let same = anchors.iter().filter(|known| {
                known
                    .strip_prefix(&anchor)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            });
            let number = same.count();
            anchors.push(if number == 0 { anchor } else { format!("{anchor}-{number}") });
        }
        anchors
    }

    pub fn folder(&self) -> PathBuf {
        Path::new(&self.name).parent().unwrap().to_path_buf()
    }

    /// Writes the page with other text between two lines that mark a part.
    pub fn with_part(&self, name: &str, content: &str) -> String {
        let (start, end) = (format!("<!-- {name} -->\n"), "<!-- end -->\n");
        let (before, rest) = self.text.split_once(&start).unwrap_or_else(|| {
            panic!("{} has no line {}", self.name, start.trim());
        });
        let (_, after) = rest.split_once(end).unwrap();
        format!("{before}{start}{content}{end}{after}")
    }
}

/// The targets of `[text](target)` in a line, outside `code`.
fn targets_of(line: &str) -> Vec<String> {
    let mut targets = Vec::new();
    let mut is_code = false;
    let mut rest = line;
    while let Some(at) = rest.find(['`', ']']) {
        let is_tick = rest[at..].starts_with('`');
        rest = &rest[at + 1..];
        if is_tick {
            is_code = !is_code;
        } else if !is_code && let Some(after) = rest.strip_prefix('(') {
            targets.extend(after.split(')').next().map(str::to_owned));
        }
    }
    targets
}

/// Letters, digits, hyphens and underscores are kept; a space becomes a hyphen.
fn anchor_of(heading: &str) -> String {
    let letters = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    letters.collect::<String>().to_lowercase().replace(' ', "-")
}

/// The pages that the snippets' tests are about: READMEs, the book and the C package's.
pub fn book() -> Vec<Page> {
    let mut names = vec!["README.md".to_owned(), "README.ja.md".to_owned()];
    for folder in ["docs", "docs/ja"] {
        names.extend(pages_in(folder).into_iter().map(|page| format!("{folder}/{page}")));
    }
    names.push("capi/README.md".to_owned());
    names.iter().map(|name| Page::read(name)).collect()
}

/// The names of the pages in a folder.
pub fn pages_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut pages: Vec<String> = names.filter(|name| name.ends_with(".md")).collect();
    pages.sort();
    pages
}

#[test]
fn a_page_is_read_as_readers_see_it() {
    let text = "# A `b`: c, d\n\n[x](y.md#z) and `[no](no)` [`q`](r)\n\n```c\n# no\n[n](n)\n```\n# 見出し 2\n# A b c d\n";
    let page = Page::parse("a/b.md", text.to_owned());
    assert_eq!(page.anchors(), ["a-b-c-d", "見出し-2", "a-b-c-d-1"]);
    let links: Vec<&str> = page.links.iter().map(|(_, target)| target.as_str()).collect();
    assert_eq!(links, ["y.md#z", "r"]);
    assert_eq!((page.fences[0].text.as_str(), page.fences[0].line), ("# no\n[n](n)\n", 6));
}
