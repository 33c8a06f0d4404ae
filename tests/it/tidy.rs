//! Rules about the repository itself: what a reviewer would otherwise have to repeat.
//!
//! Each rule is a plain function from a source file to complaints, and each is shown to complain
//! about a planted offence, so that a rule cannot rot into one that never fires.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const CRATES: [&str; 6] = ["wire", "codegen", "control-plane", "data-plane", "tests", "bench"];
const MAX_LINES: usize = 900;

/// Which modules of the control plane each of its layers may name (docs/architecture.md).
/// The composers, and `lib`, may name all of them.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("store", &["store", "domain"]),
    ("kafka", &["kafka", "domain", "keyring"]),
    ("orchestrator", &["orchestrator", "domain", "pki"]),
    ("app", &["app", "domain", "store", "kafka", "keyring"]),
    ("reconcile", &["reconcile", "domain", "store", "orchestrator", "kafka", "keyring"]),
    ("api", &["api", "app", "domain"]),
    ("keyring", &["keyring"]),
    ("pki", &["pki"]),
    ("config", &["config", "domain"]),
    ("telemetry", &["telemetry", "config"]),
];

/// Those that put everything together, whom nobody else may name.
const COMPOSERS: [&str; 6] = ["main", "server", "dev", "doctor", "machine", "platform"];

/// External crates that belong to one place only.
const CRATE_HOMES: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["api", "server"]),
    ("utoipa", &["api", "domain"]),
    ("kube", &["orchestrator"]),
    ("k8s_openapi", &["orchestrator"]),
    ("rcgen", &["pki"]),
    ("argon2", &["app"]),
    ("clap", &["config", "main", "lib"]),
];

struct Source {
    path: String,
    text: String,
}

impl Source {
    fn generated(&self) -> bool {
        self.text.starts_with("// @generated")
    }

    /// The text before the file's unit tests, which may reach where the code may not.
    fn code(&self) -> &str {
        if self.is_for_tests() {
            return "";
        }
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default()
    }

    /// A file of unit tests, or of what they share: `tests.rs`, `tests/…`, `testing.rs`, `fake.rs`.
    fn is_for_tests(&self) -> bool {
        let inside = self.path.split_once("/src/").map_or("", |(_, inside)| inside);
        let mut names = inside.split(['/', '.']);
        names.any(|name| ["tests", "testing", "fake"].contains(&name))
    }

    /// The control-plane layer the file belongs to.
    fn layer(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("control-plane/src/")?;
        inside.split(['/', '.']).next()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests crate lies in the root").into()
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = CRATES.iter().map(|name| root().join(name)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                found.push(Source { path, text });
            }
        }
    }
    assert!(found.len() > 50, "only {} sources found: looking in the wrong place", found.len());
    found
}

fn opens_with_its_purpose(source: &Source) -> Vec<String> {
    let first = source.text.lines().find(|line| !line.starts_with("// @generated"));
    if first.is_some_and(|line| line.starts_with("//!")) {
        vec![]
    } else {
        vec![format!("{}: does not open with `//!` saying what it owns and why", source.path)]
    }
}

fn is_not_a_giant(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if source.generated() || lines <= MAX_LINES {
        vec![]
    } else {
        vec![format!("{}: {lines} lines; split it (limit {MAX_LINES})", source.path)]
    }
}

fn is_not_a_drawer(source: &Source) -> Vec<String> {
    let stem = Path::new(&source.path).file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    if ["util", "utils", "common", "helpers", "misc", "mod"].contains(&stem) {
        vec![format!("{}: name the file after what it does", source.path)]
    } else {
        vec![]
    }
}

fn keeps_to_its_layer(source: &Source) -> Vec<String> {
    let Some((layer, allowed)) =
        source.layer().and_then(|layer| LAYERS.iter().find(|(name, _)| *name == layer))
    else {
        return vec![];
    };
    modules_named(source.code())
        .into_iter()
        .filter(|module| {
            let known = LAYERS.iter().any(|(name, _)| name == module)
                || COMPOSERS.contains(&module.as_str());
            known && !allowed.contains(&module.as_str())
        })
        .map(|module| format!("{}: {layer} must not use {module}", source.path))
        .collect()
}

/// The modules of its own crate that a text names: `crate::a::…` and `crate::{a::…, b}`.
fn modules_named(code: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let (mut depth, mut word) = (0, String::new());
        let mut inside = true; // of a path's first part
        for c in code[at + "crate::".len()..].chars() {
            if c.is_ascii_alphanumeric() || c == '_' {
                if inside {
                    word.push(c);
                }
                continue;
            }
            modules.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            inside = depth == 1 && (c == '{' || c == ',' || (inside && c.is_whitespace()));
        }
    }
    modules
}

fn keeps_crates_at_home(source: &Source) -> Vec<String> {
    let Some(layer) = source.layer() else { return vec![] };
    CRATE_HOMES
        .iter()
        .filter(|(name, homes)| {
            !homes.contains(&layer)
                && source.code().lines().any(|line| {
                    let line = line.trim_start();
                    !line.starts_with("//")
                        && (line.contains(&format!("{name}::"))
                            || line.starts_with(&format!("use {name}")))
                })
        })
        .map(|(name, homes)| format!("{}: {name} belongs to {}", source.path, homes.join(", ")))
        .collect()
}

fn has_no_loose_ends(source: &Source) -> Vec<String> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)))
        .map(|(at, _)| {
            format!("{}:{}: unfinished; finish it or say so in an issue", source.path, at + 1)
        })
        .collect()
}

const RULES: [fn(&Source) -> Vec<String>; 6] = [
    opens_with_its_purpose,
    is_not_a_giant,
    is_not_a_drawer,
    keeps_to_its_layer,
    keeps_crates_at_home,
    has_no_loose_ends,
];

#[test]
fn every_source_file_keeps_the_rules() {
    let complaints: Vec<String> =
        sources().iter().flat_map(|source| RULES.iter().flat_map(|rule| rule(source))).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_rule_notices_a_planted_offence() {
    let long = format!("//! x\n{}", "fn f() {}\n".repeat(MAX_LINES));
    let unfinished = format!("//! x\n// {} later\n", concat!("TO", "DO"));
    let planted = [
        ("wire/src/a.rs", "fn f() {}"),
        ("wire/src/a.rs", long.as_str()),
        ("wire/src/utils.rs", "//! x"),
        ("control-plane/src/api/topics.rs", "//! x\nuse crate::{app, store::{Tx, a::b}};\n"),
        ("control-plane/src/api/topics.rs", "//! x\nuse sqlx::PgPool;\n"),
        ("wire/src/a.rs", unfinished.as_str()),
    ];
    for (rule, (path, text)) in RULES.iter().zip(planted) {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        assert_eq!(rule(&source).len(), 1, "no complaint about {path}:\n{text}");
    }
}

#[test]
fn the_gateway_is_built_without_database_or_kubernetes() {
    let tree = |package: &str| {
        let output = Command::new(env!("CARGO"))
            .args([
                "tree",
                "--offline",
                "--package",
                package,
                "--edges",
                "normal",
                "--prefix",
                "none",
            ])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let names = |tree: &str, name: &str| tree.lines().any(|l| l.starts_with(&format!("{name} v")));
    let gateway = tree("data-plane");
    for foreign in ["sqlx", "kube", "control-plane"] {
        assert!(!names(&gateway, foreign), "data-plane depends on {foreign}");
    }
    assert!(names(&tree("control-plane"), "sqlx"), "the check cannot see dependencies");
}

#[test]
fn every_way_to_name_a_module_is_seen() {
    let named = |code: &str| modules_named(code).join(" ");
    assert_eq!(named("use crate::store::topics;"), "store");
    assert_eq!(
        named("use crate::{\n    app::{self, App},\n    store,\n};\nlet x = {dev};"),
        "app store"
    );
    assert_eq!(named("fn f(x: crate::app::App) { crate::dev::g(y) }"), "app dev");
    assert_eq!(named("pub(crate) fn f() { store::x() }"), "");
}
