//! Runs `capi/install` into a folder, and builds programs from there as users do: with pkg-config,
//! with CMake, and with a plain compiler command.
#![cfg(all(target_os = "linux", feature = "virtual-card"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use support::c_program::{GCC, empty_folder, root, succeed, tool};
use support::library;

/// The version of the package and that of the soname.
const VERSION: &str = env!("CARGO_PKG_VERSION");
const MAJOR: &str = env!("CARGO_PKG_VERSION_MAJOR");
const PROGRAM: &str = "examples/authenticate.c";

/// The options other than the folders.
fn install(options: &[&str]) {
    let mut command = Command::new(root().join("capi/install"));
    command.args(["--features", "virtual-card"]).args(options);
    // The home folder that a nested build may use.
    for (name, value) in library::cargo().get_envs() {
        command.env(name, value.unwrap());
    }
    // The folder in which this test was built.
    command.env("CARGO_TARGET_DIR", library::folder().parent().unwrap());
    succeed(command.current_dir("/"));
}

/// The folder used by all tests but one: its own prefix.
fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let prefix = empty_folder("installed");
        install(&["--prefix", prefix.to_str().unwrap()]);
        prefix
    })
}

/// Every file and link below a folder.
fn files_in(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

/// The man pages, which `tests/man_pages.rs` tests, and the other files.
fn without_pages(files: BTreeSet<String>) -> (BTreeSet<String>, BTreeSet<String>) {
    let page = |file: &String| file.strip_prefix("share/man/man3/").map(str::to_owned);
    let pages = files.iter().filter_map(page).collect();
    (pages, files.into_iter().filter(|file| page(file).is_none()).collect())
}

fn expected_files(libraries: &str) -> BTreeSet<String> {
    let headers = files_in(&root().join("include"));
    let libraries = [
        "libjpkicard.a".to_owned(),
        "libjpkicard.so".to_owned(),
        format!("libjpkicard.so.{MAJOR}"),
        format!("libjpkicard.so.{VERSION}"),
        "pkgconfig/jpkicard.pc".to_owned(),
        "cmake/jpkicard/jpkicardConfig.cmake".to_owned(),
        "cmake/jpkicard/jpkicardConfigVersion.cmake".to_owned(),
    ]
    .map(|name| format!("{libraries}/{name}"));
    let texts = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY-NOTICES"]
        .map(|name| format!("share/doc/jpkicard/{name}"));
    let headers = headers.into_iter().map(|name| format!("include/{name}"));
    libraries.into_iter().chain(headers).chain(texts).collect()
}

/// Runs a program built with the installed files: one job on the virtual card.
fn run(program: &Path, libraries: Option<&Path>) {
    let folder =
        empty_folder(&format!("installed_{}", program.file_name().unwrap().to_str().unwrap()));
    let mut command = Command::new("sh");
    // The PIN is passed in a file, never as an argument.
    command.args(["-c", r#"echo 1234 | "$0" --virtual --output "$1" --pin-fd 0"#]);
    command.arg(program).arg(&folder).env_remove("LD_LIBRARY_PATH");
    if let Some(libraries) = libraries {
        command.env("LD_LIBRARY_PATH", libraries);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.join("signature").exists());
}

/// The libraries that the loader finds for this program.
fn needed(program: &Path) -> String {
    let output = tool(Command::new("readelf").arg("-d").arg(program));
    String::from_utf8(output.stdout).unwrap()
}

fn pkg_config(options: &[&str]) -> Vec<String> {
    let mut command = Command::new("pkg-config");
    command.args(options).arg("jpkicard");
    command.env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig"));
    let output = tool(&mut command);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.split_whitespace().map(str::to_owned).collect()
}

/// Compiles the program with the flags from a build system.
fn compile(name: &str, flags: &[String]) -> PathBuf {
    let program = empty_folder(&format!("installed-{name}")).join(name);
    let mut command = Command::new(GCC.c);
    command.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"]);
    command.arg(root().join(PROGRAM)).args(flags).arg("-o").arg(&program);
    succeed(&mut command);
    program
}

#[test]
fn what_is_installed_is_all_there_is_and_stands_alone() {
    let (pages, files) = without_pages(files_in(prefix()));
    assert_eq!(files, expected_files("lib"));
    for page in ["jpkicard.3", "jpki_card_wait.3", "jpki_error.3"] {
        assert!(pages.contains(page), "{page} is not in {pages:?}");
    }
    for (link, to) in [
        ("libjpkicard.so".to_owned(), format!("libjpkicard.so.{MAJOR}")),
        (format!("libjpkicard.so.{MAJOR}"), format!("libjpkicard.so.{VERSION}")),
    ] {
        let link = prefix().join("lib").join(link);
        assert_eq!(fs::read_link(&link).unwrap(), Path::new(&to));
    }
    let soname = format!("Library soname: [libjpkicard.so.{MAJOR}]");
    assert!(needed(&prefix().join("lib/libjpkicard.so")).contains(&soname));
    // Each header finds the others at the installed location.
    for header in ["jpkicard.h", "jpkicard.hpp"] {
        let name = format!("header-{}", header.replace('.', "-"));
        let source = empty_folder(&name).join("program.cpp");
        fs::write(&source, format!("#include <{header}>\nint main() {{ return 0; }}\n")).unwrap();
        let mut command = Command::new(GCC.cpp);
        command.args(["-std=c++17", "-fsyntax-only", "-I"]).arg(prefix().join("include"));
        succeed(command.arg(&source));
    }
}

#[test]
fn a_package_is_made_in_another_folder_and_names_none_of_it() {
    let destination = empty_folder("destination");
    let libdir = "lib/x86_64-linux-gnu";
    install(&["--prefix=/usr", "--libdir", libdir, "--destdir", destination.to_str().unwrap()]);
    let root = destination.join("usr");
    let (pages, files) = without_pages(files_in(&root));
    assert_eq!(files, expected_files(libdir));
    assert!(pages.contains("jpkicard.3"), "{pages:?}");
    let text = |name: &str| fs::read_to_string(root.join(libdir).join(name)).unwrap();
    let (pc, cmake) = (text("pkgconfig/jpkicard.pc"), text("cmake/jpkicard/jpkicardConfig.cmake"));
    assert!(pc.contains("prefix=/usr\nlibdir=/usr/lib/x86_64-linux-gnu\nincludedir=/usr/include"));
    for text in [&pc, &cmake] {
        assert!(!text.contains('@') && !text.contains(destination.to_str().unwrap()), "{text}");
    }
    assert!(cmake.contains("${CMAKE_CURRENT_LIST_DIR}/../../../..\""), "{cmake}");
}

#[test]
fn pkg_config_builds_programs_with_the_shared_and_the_static_library() {
    assert_eq!(pkg_config(&["--modversion"]), [VERSION]);
    let shared = compile("shared", &pkg_config(&["--cflags", "--libs"]));
    assert!(needed(&shared).contains(&format!("[libjpkicard.so.{MAJOR}]")));
    run(&shared, Some(&prefix().join("lib")));

    // As in a folder without a shared library: a linker would prefer that.
    let all = pkg_config(&["--cflags", "--libs", "--static"]);
    let archive = prefix().join("lib/libjpkicard.a").to_str().unwrap().to_owned();
    let with_archive = all.into_iter().map(|flag| match flag.as_str() {
        "-ljpkicard" => archive.clone(),
        _ => flag,
    });
    let static_ = compile("static", &with_archive.collect::<Vec<_>>());
    assert!(!needed(&static_).contains("jpkicard"));
    run(&static_, None);
}

#[test]
fn cmake_finds_the_package_and_links_both_libraries() {
    let build = empty_folder("installed-cmake");
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(root().join("tests/c/installed")).arg("-B").arg(&build);
    configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix().display()));
    configure.arg(format!("-DPROGRAM={}", root().join(PROGRAM).display()));
    succeed(&mut configure);
    succeed(Command::new("cmake").arg("--build").arg(&build));
    // CMake gives its programs the search path of the libraries they are linked with.
    run(&build.join("with-jpkicard"), None);
    assert!(needed(&build.join("with-jpkicard")).contains(&format!("[libjpkicard.so.{MAJOR}]")));
    run(&build.join("with-jpkicard-static"), None);
    assert!(!needed(&build.join("with-jpkicard-static")).contains("jpkicard"));
}

#[test]
fn a_plain_compiler_line_links_both_libraries() {
    let (include, libraries) = (prefix().join("include"), prefix().join("lib"));
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let plain = compile(
        "plain",
        &[
            "-I".into(),
            text(&include),
            "-L".into(),
            text(&libraries),
            "-ljpkicard".into(),
            format!("-Wl,-rpath,{}", libraries.display()),
        ],
    );
    run(&plain, None);
    let mut flags = vec!["-I".into(), text(&include), text(&libraries.join("libjpkicard.a"))];
    flags.extend(library::NATIVE_LIBRARIES.map(str::to_owned));
    run(&compile("plain-static", &flags), None);
}
