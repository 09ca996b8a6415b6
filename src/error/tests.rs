//! Unit tests.

use super::*;

#[test]
fn a_wrong_pin_reads_as_a_sentence() {
    let error =
        Error::new(Status::PinWrong).with_tries_left(2).with_status_word(StatusWord::new(0x63C2));
    assert_eq!(
        error.to_string(),
        "the PIN is wrong, 2 tries left [card 63C2]: the tries left have gone down; ask the \
         holder before another attempt, use an official face-recognition card reader, or read and \
         compare the card's face"
    );
}

#[test]
fn japanese_says_the_same() {
    let error =
        Error::new(Status::PinWrong).with_tries_left(1).with_status_word(StatusWord::new(0x63C1));
    assert_eq!(
        error.in_language(Language::Japanese).to_string(),
        "暗証番号が違います（残り 1 回。次に間違えるとロックされます）。残り回数が減りました。\
         続ける前に本人に確認するか、顔認証付きカードリーダーの顔認証・目視確認モード、または\
         券面の読み取り・確認に切り替えてください。（カードの応答 63C1）"
    );
}

#[test]
fn the_part_and_the_pcsc_code_are_named() {
    let error = Error::new(Status::ReaderFailed)
        .with_detail("reading the authentication certificate")
        .with_pcsc_code(0x8010_002F);
    assert!(error.to_string().starts_with(
        "the exchange between reader and card failed (reading the authentication \
         certificate) [PC/SC 8010002F]: "
    ));
}

#[test]
fn in_japanese_the_codes_come_after_the_sentences() {
    let japanese = |error: &Error| error.in_language(Language::Japanese).to_string();
    let error = Error::new(Status::ReaderFailed).with_pcsc_code(0x8010_002F);
    let sentences = japanese(&Error::new(Status::ReaderFailed));
    assert!(sentences.ends_with('。'));
    assert_eq!(japanese(&error), format!("{sentences}（PC/SC エラー 8010002F）"));
    assert_eq!(
        japanese(&error.with_status_word(StatusWord::new(0x6F00))),
        format!("{sentences}（カードの応答 6F00、PC/SC エラー 8010002F）")
    );
}
