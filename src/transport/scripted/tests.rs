//! Unit tests.

use super::*;

#[test]
fn a_script_is_followed_to_the_letter() {
    let script = "begin\n> 00B0 8A00 00 # read\n< V[1..3] 9000\n> 01\n< removed\nend";
    let mut transport = Scripted::parse(script, &[("V", &[9, 8, 7, 6])]).unwrap();
    let mut response = [0; 8];
    transport.begin_transaction().unwrap();
    let length = transport.transmit(&[0, 0xB0, 0x8A, 0, 0], &mut response).unwrap();
    assert_eq!(response[..length], [8, 7, 0x90, 0]);
    assert!(transport.finish().is_err());
    let error = transport.transmit(&[1], &mut response).unwrap_err();
    assert_eq!(error.status(), Status::CardRemoved);
    transport.end_transaction().unwrap();
    assert_eq!((transport.finish(), transport.commands()), (Ok(()), 2));
}

#[test]
fn another_command_is_reported() {
    let mut transport = Scripted::parse("> 01\n< 9000", &[]).unwrap();
    assert!(transport.transmit(&[2], &mut [0; 4]).is_err());
    assert!(transport.finish().unwrap_err().contains("came Command([02])"));
    assert!(Scripted::parse("> 0", &[]).is_err());
    for line in ["begun", "begin again", "end busy busy", "< long x", "carries x"] {
        assert!(Scripted::parse(line, &[]).is_err(), "{line}");
    }
}

#[test]
fn failures_in_words() {
    let script = "begin busy\nbegin\n> 01\n< service-gone\n> 01\n< long 6\n> 01\n< long 7\n\
                  power-down failed\nend sharing";
    let mut transport = Scripted::parse(script, &[]).unwrap();
    let status = |outcome: Result<()>| outcome.map_err(|error| error.status());
    assert_eq!(status(transport.begin_transaction()), Err(Status::CardBusy));
    assert_eq!(status(transport.begin_transaction()), Ok(()));
    let mut send = || transport.transmit(&[1], &mut [0; 8]).map_err(|error| error.status());
    assert_eq!(send(), Err(Status::ServiceNotRunning));
    assert_eq!(send(), Ok(8));
    assert_eq!(send(), Err(Status::CardAnswer));
    assert_eq!(status(transport.power_down()), Err(Status::ReaderFailed));
    assert_eq!(status(transport.end_transaction()), Err(Status::SharingViolation));
    assert_eq!(transport.finish(), Ok(()));
}
