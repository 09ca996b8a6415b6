#![allow(clippy::arithmetic_side_effects, reason = "a test")]

use std::time::{Duration, SystemTime};

use jpkicard::Language;

use super::{Report, Value};
use crate::words::words;

fn report() -> Report {
    let part = Report::new().with("end", words("valid until", "有効期限"), Value::Time(end()));
    Report::new()
        .with("tries", words("tries", "残り回数"), Value::Number(3))
        .with("reader", words("card reader", "カードリーダー"), Value::text("desk"))
        .with("certificate", words("certificate", "証明書"), Value::Part(part))
        .with("none", words("nothing", "なし"), Value::Nothing)
        .with_hidden("data", Value::Bytes(vec![1, 2, 255]))
}

fn end() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000)
}

#[test]
fn values_stand_in_one_column_also_with_wide_characters() {
    let english = "tries        3\n\
                   card reader  desk\n\
                   certificate\n  \
                     valid until  2030-03-18 02:46:40 JST\n\
                   nothing      -\n";
    assert_eq!(report().to_text(Language::English), english);
    let japanese = "残り回数        3\n\
                    カードリーダー  desk\n\
                    証明書\n  \
                      有効期限  2030-03-18 02:46:40 JST\n\
                    なし            －\n";
    assert_eq!(report().to_text(Language::Japanese), japanese);
}

#[test]
fn json_has_what_people_are_not_shown() {
    let json = serde_json::json!({
        "tries": 3,
        "reader": "desk",
        "certificate": { "end": "2030-03-17T17:46:40Z" },
        "none": null,
        "data": "AQL/",
    });
    assert_eq!(report().to_json(), json);
}
