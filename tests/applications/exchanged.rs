//! Another card in place of the first, and what is sent to it.

use jpkicard::virtual_card::{
    Application, Damage, Fault, FaultPlan, VirtualCard, VirtualLink, VirtualReader,
};
use jpkicard::{AttributesKey, BirthDateCode, Card, CheckNumberB, LastTry, Status};

use crate::{authorities, born, card, look, pin, reader, says, seen};

/// A card whose records were signed by another municipality's key, according to their certificates.
fn from_elsewhere() -> VirtualCard {
    let mut builder = VirtualCard::builder().seed(2).first_command_fails(false);
    let plain = reader(VirtualCard::builder());
    let mut card = card(&plain);
    let surface = card.surface().unwrap().certificate().unwrap();
    let input_support = card.input_support().unwrap().certificate().unwrap();
    for (application, certificate) in
        [(Application::CardSurface, surface), (Application::InputSupport, input_support)]
    {
        let mut file = certificate.file().to_vec();
        file[200] ^= 1;
        builder = builder.damage_in(application, 0x0004, Damage::Content(file));
    }
    builder.build().unwrap()
}

/// Someone replaces one card by another, and the reader reports it as a reset: the first holder's
/// numbers must not spend the second holder's tries. A card of the same municipality has the same
/// certificate; this one has another.
#[test]
fn another_card_that_took_the_place_gets_no_number_and_no_pin() {
    let number = CheckNumberB::new(born(), 2035, b"2285").unwrap();
    let (code, pin) = (BirthDateCode::new(born()).unwrap(), pin("1234"));
    let believed = authorities(&reader(VirtualCard::builder()));
    type Job<'a> = &'a dyn Fn(&mut Card<VirtualLink>) -> Status;
    let jobs: [(&str, Job<'_>); 4] = [
        ("card face", &|card| {
            says(card.surface().and_then(|mut s| s.card_face(&number, &believed, LastTry::Keep))).0
        }),
        ("age check", &|card| {
            says(card.surface().and_then(|mut s| s.age_record(&code, &believed, LastTry::Keep))).0
        }),
        ("attributes by PIN", &|card| {
            let key = AttributesKey::Pin(&pin);
            says(
                card.input_support()
                    .and_then(|mut s| s.basic_attributes_unverified(key, LastTry::Keep)),
            )
            .0
        }),
        ("attributes by number", &|card| {
            let key = AttributesKey::CheckNumber(&number);
            says(
                card.input_support()
                    .and_then(|mut s| s.basic_attributes_unverified(key, LastTry::Keep)),
            )
            .0
        }),
    ];
    for (name, job) in jobs {
        let mut exchanged = 0;
        // SELECT and the three reads of the certificate: nothing is known before.
        for at in 5.. {
            let reader = reader(VirtualCard::builder());
            reader.plan_fault(FaultPlan::at(at, Fault::Exchanged(Box::new(from_elsewhere()))));
            let status = job(&mut card(&reader));
            if reader.faults_struck() == 0 {
                break;
            }
            let (_, verify, open) = seen(&reader);
            assert_eq!((verify, open), (0, false), "{name}, command {at}: {status:?}");
            exchanged += usize::from(status == Status::CardExchanged);
        }
        assert!(exchanged > 0, "{name}");
    }
}

/// A reset at the same points is no reason to give up if the card is known by its authentication
/// certificate; if it is not, the number is not sent.
#[test]
fn a_reset_before_the_number_is_sent_is_got_over() {
    use jpkicard::virtual_card::Reset;
    let number = CheckNumberB::new(born(), 2035, b"2285").unwrap();
    let believed = authorities(&reader(VirtualCard::builder()));
    for at in 1..=4 {
        let reader = reader(VirtualCard::builder());
        reader.plan_fault(FaultPlan::at(at, Fault::ResetBefore(Reset::Warm)));
        let check = |card: &mut Card<VirtualLink>| {
            says(
                card.surface()
                    .and_then(|mut surface| surface.card_face(&number, &believed, LastTry::Keep)),
            )
            .0
        };
        assert_eq!(check(&mut card(&reader)), Status::CardReset);
        assert_eq!((reader.faults_struck(), seen(&reader).1), (1, 0), "not sent");
        let mut known = card(&reader);
        known.jpki().unwrap().authentication_certificate().unwrap();
        reader.plan_fault(FaultPlan::at(at, Fault::ResetBefore(Reset::Warm)));
        assert_eq!(check(&mut known), Status::Ok);
        assert_eq!(reader.faults_struck(), 2);
    }
}

#[cfg(feature = "individual-number")]
#[test]
fn the_individual_number_is_not_sent_where_the_certificate_is_another_applications() {
    let plain = reader(VirtualCard::builder());
    let believed = authorities(&plain);
    let mut other = card(&plain);
    let certificate = other.input_support().unwrap().certificate().unwrap();
    let number = look(&plain, |card| {
        jpkicard::record::IndividualNumber::from_digits(card.individual_number().as_bytes())
    })
    .unwrap();
    let damage = Damage::Content(certificate.file().to_vec());
    let false_card =
        reader(VirtualCard::builder().damage_in(Application::CardSurface, 0x0004, damage));
    let check = |reader: &VirtualReader| {
        let mut card = card(reader);
        let mut surface = card.surface().unwrap();
        says(surface.individual_number_image(&number, &believed, LastTry::Keep))
    };
    assert_eq!(check(&false_card), (Status::RecordNotAuthentic, None));
    assert_eq!(seen(&false_card), (seen(&false_card).0, 0, false), "not sent");
    assert_eq!(check(&plain), (Status::Ok, None));

    // The picture of another card, whose own key this card lacks.
    let copied = Damage::OfSeed(1);
    let copy = reader(VirtualCard::builder().damage_in(Application::CardSurface, 0x0005, copied));
    assert_eq!(check(&copy), (Status::CardNotGenuine, None));
    assert!(!seen(&copy).2);
}
