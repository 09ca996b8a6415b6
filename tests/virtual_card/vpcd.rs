use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{Fault, FaultPlan, Reset, VirtualReader};

use super::*;

/// Length and payload separately, as vpcd writes them.
fn send(stream: &mut TcpStream, payload: &[u8]) {
    stream.write_all(&(payload.len() as u16).to_be_bytes()).unwrap();
    stream.write_all(payload).unwrap();
}

fn ask(stream: &mut TcpStream, payload: &[u8]) -> Vec<u8> {
    send(stream, payload);
    let mut length = [0; 2];
    stream.read_exact(&mut length).unwrap();
    let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut answer).unwrap();
    answer
}

#[test]
fn the_protocol() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let connect = || {
        let plug = Plug::connect(address, reader.clone()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        (plug, stream)
    };
    let (plug, mut stream) = connect();
    assert!(plug.is_connected());
    let atr = ask(&mut stream, &[0x04]);
    assert_eq!(atr, bytes("3BE000FF8131FE4514"));
    // Without power, an empty answer.
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), []);
    send(&mut stream, &[0x01]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x6F, 0x00]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
    assert_eq!(ask(&mut stream, &bytes(VERIFY_1234)), [0x90, 0x00]);
    assert_eq!(ask(&mut stream, &bytes("00B0860000")).len(), 162);
    send(&mut stream, &[0x02]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
    assert_eq!(ask(&mut stream, &bytes(SIGN_3_BYTES)).len(), 258);
    send(&mut stream, &[0x00]);
    send(&mut stream, &[0x01]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x6F, 0x00]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
    assert_eq!(ask(&mut stream, &bytes(SIGN_3_BYTES)), [0x69, 0x82]);
    assert_eq!(ask(&mut stream, &bytes(VERIFY_1234)), [0x90, 0x00]);

    // Leaving closes the connection and locks the key.
    plug.leave();
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
    let (plug, mut stream) = connect();
    send(&mut stream, &[0x01]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x6F, 0x00]);
    // The end of a reader is noticed.
    drop(stream);
    for _ in 0..100 {
        if !plug.is_connected() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the connection is still there");
}

#[test]
fn nothing_to_connect() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    assert!(Plug::connect(address, VirtualReader::empty()).is_err());
    drop(listener);
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    assert!(Plug::connect(address, reader).is_err());
}

#[test]
fn faults_as_far_as_the_wire_can_show_them() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let builder = VirtualCard::builder().first_command_fails(false);
    let reader = VirtualReader::new(builder.build().unwrap());
    let connect = || {
        let plug = Plug::connect(address, reader.clone()).unwrap();
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        send(&mut stream, &[0x01]);
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
        (plug, stream)
    };
    let tries = || reader.with_card(|card| card.pin_tries()).unwrap();
    let next = |fault| reader.plan_fault(FaultPlan::at(1, fault));

    let (plug, mut stream) = connect();
    next(Fault::Refused(StatusWord::new(0x6985)));
    assert_eq!(ask(&mut stream, &bytes(VERIFY_1234)), [0x69, 0x85]);
    next(Fault::OneByte);
    assert_eq!(ask(&mut stream, &bytes("00200098")), [0x63]);
    next(Fault::TooLong(300));
    assert_eq!(ask(&mut stream, &bytes("00200098")).len(), 302);
    next(Fault::Slow(Duration::from_millis(30)));
    assert_eq!(ask(&mut stream, &bytes("00200098")), [0x63, 0xC3]);
    // A reset unnoticed by the reader.
    next(Fault::ResetBefore(Reset::Warm));
    assert_eq!(ask(&mut stream, &bytes("00200098")), [0x69, 0x86]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
    next(Fault::ResetAfter(Reset::Cold));
    assert_eq!(ask(&mut stream, &bytes(VERIFY_1234)), [0x90, 0x00]);
    assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
    assert_eq!(ask(&mut stream, &bytes(SIGN_3_BYTES)), [0x69, 0x82]);
    drop((plug, stream));

    // The card leaves the reader, and can be inserted again.
    let mut left = 3;
    for (fault, compared) in [
        (Fault::RemovedBefore, false),
        (Fault::RemovedAfter, true),
        (Fault::LostBefore, false),
        (Fault::Empty, true),
    ] {
        let (_plug, mut stream) = connect();
        next(fault.clone());
        send(&mut stream, &bytes(VERIFY_9999));
        assert_eq!(stream.read(&mut [0]).unwrap(), 0, "{fault:?}");
        left -= u8::from(compared);
        assert_eq!(tries(), left, "{fault:?}");
    }
    let (_plug, mut stream) = connect();
    assert_eq!(ask(&mut stream, &bytes("00200098")), [0x63, 0xC1]);
}
