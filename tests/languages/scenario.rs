//! The scenarios, each with a driver of its own.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::driver::Driver;
use crate::language::{Language, root};
use crate::reader::Reader;
use crate::values::Values;

#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) scenarios: usize,
    pub(crate) requests: usize,
    /// What the language cannot do at all.
    pub(crate) cannot: usize,
}

fn words(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// Runs every scenario; panics with all that was found.
pub(crate) fn run_all(language: &Language) -> Counts {
    let text = fs::read_to_string(root().join("bindings/scenarios.json")).unwrap();
    let table: Value = serde_json::from_str(&text).unwrap();
    let mut counts = Counts::default();
    let mut problems = Vec::new();
    for scenario in table["scenarios"].as_array().unwrap() {
        counts.scenarios += 1;
        let reader = scenario["reader"].as_bool().is_some().then(Reader::take);
        if let Err(problem) = run(language, scenario, reader.as_ref(), &mut counts) {
            problems.push(format!("{}: {problem}", scenario["name"].as_str().unwrap()));
        }
    }
    let found = problems.len();
    assert!(found == 0, "{}: {found} scenarios differ:\n{}", language.name, problems.join("\n"));
    counts
}

/// Certificates are long.
fn shortened(word: &str) -> String {
    if word.len() <= 100 || !word.is_ascii() {
        word.to_owned()
    } else {
        format!("{}…", &word[..60])
    }
}

fn run(
    language: &Language,
    scenario: &Value,
    reader: Option<&Reader>,
    counts: &mut Counts,
) -> Result<(), String> {
    let mut values = Values::new();
    let mut command = language.driver();
    if let Some(reader) = reader {
        reader.name_for(&mut command);
        for (index, name) in reader.names().iter().enumerate() {
            values.keep(&format!("readers[{index}]"), name);
        }
    }
    let mut driver = Driver::start(command);
    for step in scenario["steps"].as_array().unwrap() {
        let parts = step.as_array().unwrap();
        if let Some(action) = parts[0].as_str() {
            reader.unwrap().act(action.trim_start_matches('!'));
            continue;
        }
        let request: Vec<_> = words(&parts[0]).iter().map(|word| values.sent(word)).collect();
        let shown = words(&parts[0]).join(" ");
        driver.ask(&request);
        counts.requests += 1;
        if let Some(action) = parts.get(2).and_then(Value::as_str) {
            thread::sleep(Duration::from_millis(300));
            reader.unwrap().act(action);
        }
        let answer = driver.answer().map_err(|problem| format!("{shown}: {problem}"))?;
        if answer == ["cannot"] {
            counts.cannot += 1;
            return Ok(());
        }
        let expected = words(&parts[1]);
        let agrees = expected.len() == answer.len()
            && expected.iter().zip(&answer).all(|(one, other)| values.allows(one, other));
        if !agrees {
            let answer = answer.iter().map(|word| shortened(word)).collect::<Vec<_>>();
            return Err(format!("{shown}\n    gives {answer:?}\n    not   {expected:?}"));
        }
    }
    driver.quit()
}
