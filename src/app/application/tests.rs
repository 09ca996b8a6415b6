//! Unit tests.

use super::*;

const FILE: ElementaryFile = ElementaryFile { identifier: 1, name: "another PIN" };
const OTHER: Credential = Credential {
    file: FILE,
    format: Status::PasswordFormat,
    wrong: Status::PasswordWrong,
    blocked: Status::PasswordBlocked,
};

#[test]
fn an_error_of_a_pin_becomes_one_of_the_credential_and_names_it() {
    for (status, expected) in [
        (Status::PinWrong, Status::PasswordWrong),
        (Status::PinBlocked, Status::PasswordBlocked),
        (Status::PinFormat, Status::PasswordFormat),
        (Status::PinLastTry, Status::PinLastTry),
        (Status::PinLastTwoTries, Status::PinLastTwoTries),
        (Status::PinTriesUnknown, Status::PinTriesUnknown),
        (Status::PinChangeUncertain, Status::PinChangeUncertain),
    ] {
        let explained = OTHER.explain(Error::new(status).with_tries_left(2));
        assert_eq!(explained.status(), expected);
        assert_eq!((explained.tries_left(), explained.detail()), (Some(2), FILE.name));
        // What says more already keeps it.
        assert_eq!(OTHER.explain(Error::new(status).with_detail("more")).detail(), "more");
    }
    // Nothing of a PIN.
    let other = OTHER.explain(Error::new(Status::CardRemoved));
    assert_eq!((other.status(), other.detail()), (Status::CardRemoved, ""));
    // The authentication key's goes without saying.
    let own = Credential { wrong: Status::PinWrong, ..OTHER };
    assert_eq!(own.explain(Error::new(Status::PinWrong)).detail(), "");
}
