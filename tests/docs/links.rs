//! Links lead to files and headings that exist.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::markdown::Page;
use crate::root;

/// Every page of the repository.
fn everywhere() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = folder.join(&name);
            let is_folder = entry.file_type().unwrap().is_dir();
            if is_folder && !name.starts_with('.') && name != "target" {
                folders.push(path);
            } else if name.ends_with(".md") {
                found.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                assert!(plain.pop(), "{} leaves the repository", path.display())
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// What is wrong with a link.
fn fault(page: &Page, target: &str) -> Option<String> {
    if target.starts_with("https://") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let anchors = if file.is_empty() {
        page.anchors()
    } else {
        let path = plain(&page.folder().join(file));
        if !root().join(&path).exists() {
            return Some(format!("no {}", path.display()));
        }
        if anchor.is_empty() {
            return None;
        }
        Page::read(path.to_str().unwrap()).anchors()
    };
    (!anchors.iter().any(|known| known == anchor)).then(|| format!("no #{anchor} in {anchors:?}"))
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let pages = everywhere();
    assert!(pages.len() > 20, "{pages:?}");
    let mut faults = Vec::new();
    for name in pages {
        let page = Page::read(&name);
        for (line, target) in &page.links {
            if let Some(fault) = fault(&page, target) {
                faults.push(format!("{name}:{line}: {target}: {fault}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_link_to_nothing_is_noticed() {
    let page = Page::parse("docs/a.md", "# Here\n".to_owned());
    for bad in ["nothing.md", "../README.md#nothing", "#there", "http://plain.example"] {
        assert!(fault(&page, bad).is_some(), "{bad}");
    }
    for good in ["../README.md#c", "#here", "../src/lib.rs", "https://rustup.rs"] {
        assert_eq!(fault(&page, good), None, "{good}");
    }
}
