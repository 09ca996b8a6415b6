//! Inspection of a card by tests.

use crate::virtual_card::Application;
use crate::virtual_card::applet::{Applet, input_support, jpki, surface};
use crate::virtual_card::card::VirtualCard;
use crate::virtual_card::credentials::Credential;
use crate::virtual_card::files::FileId;
use crate::virtual_card::issuer::Holder;

impl VirtualCard {
    fn credential(&self, application: Application, id: FileId) -> Option<&Credential> {
        self.applets.get(&application)?.files().find_credential(id)
    }

    fn tries(&self, application: Application, id: FileId) -> u8 {
        self.credential(application, id).map_or(0, Credential::tries)
    }

    fn is_open(&self, application: Application, id: FileId) -> bool {
        self.credential(application, id).is_some_and(Credential::is_open)
    }

    fn any_is_open(&self, application: Application) -> bool {
        self.applets.get(&application).is_some_and(|applet| applet.files().any_is_open())
    }

    /// How many tries of the PIN are left.
    #[must_use]
    pub fn pin_tries(&self) -> u8 {
        self.tries(Application::Jpki, jpki::PIN)
    }

    /// How many tries of the signature password are left; 0 without one.
    #[must_use]
    pub fn password_tries(&self) -> u8 {
        self.tries(Application::Jpki, jpki::PASSWORD)
    }

    /// Whether anyone who selects the application can sign with the authentication key.
    #[must_use]
    pub fn authentication_key_is_open(&self) -> bool {
        self.is_open(Application::Jpki, jpki::PIN)
    }

    /// Whether anyone who selects the application can sign with the signature key.
    #[must_use]
    pub fn signature_key_is_open(&self) -> bool {
        self.is_open(Application::Jpki, jpki::PASSWORD)
    }

    /// How many commands it has answered.
    #[must_use]
    pub fn commands(&self) -> u64 {
        self.commands
    }

    /// How many of them were VERIFY with a data field, whatever their answer.
    #[must_use]
    pub fn verify_commands(&self) -> u64 {
        self.verify_commands
    }

    /// How many commands selected, were sent to, or left the [further
    /// application](crate::virtual_card::Builder::further_application).
    #[must_use]
    pub fn further_application_commands(&self) -> u64 {
        self.further_application_commands
    }

    /// The authentication certificate (EF `000A`), DER.
    #[must_use]
    pub fn authentication_certificate(&self) -> &[u8] {
        &self.issued.authentication.certificate
    }

    /// The certificate of its CA (EF `000B`), DER; the same for every seed.
    #[must_use]
    pub fn authentication_ca_certificate(&self) -> &[u8] {
        &self.issued.authentication.ca_certificate
    }

    /// The signature certificate (EF `0001`), DER, on the card or not.
    #[must_use]
    pub fn signature_certificate(&self) -> &[u8] {
        &self.issued.signature.certificate
    }

    /// The certificate of its CA (EF `0002`), DER; the same for every seed.
    #[must_use]
    pub fn signature_ca_certificate(&self) -> &[u8] {
        &self.issued.signature.ca_certificate
    }

    /// How many tries of check number B are left in an application; 0 without one.
    /// The card-surface and the input-support application count separately.
    #[must_use]
    pub fn check_number_b_tries(&self, application: Application) -> u8 {
        match application {
            Application::CardSurface => self.tries(application, surface::CHECK_NUMBER_B),
            Application::InputSupport => self.tries(application, input_support::CHECK_NUMBER_B),
            Application::Jpki | Application::Common => 0,
        }
    }

    /// How many tries of the input-support application's PIN are left; 0 without one.
    #[must_use]
    pub fn input_support_pin_tries(&self) -> u8 {
        self.tries(Application::InputSupport, input_support::PIN)
    }

    /// How many tries of the card-surface application's birth date are left; 0 without one.
    #[must_use]
    pub fn birth_date_tries(&self) -> u8 {
        self.tries(Application::CardSurface, surface::BIRTH_DATE)
    }

    /// Whether anyone who selects the card-surface application can read a protected file of it.
    #[must_use]
    pub fn surface_is_open(&self) -> bool {
        self.any_is_open(Application::CardSurface)
    }

    /// Whether anyone who selects the input-support application can read a protected file of it.
    #[must_use]
    pub fn input_support_is_open(&self) -> bool {
        self.any_is_open(Application::InputSupport)
    }

    /// How many commands tried to read the individual number or to verify it: READ BINARY of EF
    /// `0001` of the input-support application and `0005` of the card-surface application, and
    /// VERIFY of check number A, whatever their answer. A program that must not handle the number
    /// leaves this at 0.
    #[must_use]
    pub fn individual_number_reads(&self) -> u64 {
        let reads =
            |sum: u64, applet: &Applet| sum.saturating_add(applet.individual_number_reads());
        self.applets.values().fold(0, reads)
    }

    /// Check number B (照合番号B), 14 digits: birth date with the Japanese era year, year of the card's
    /// expiry, security code.
    #[must_use]
    pub fn check_number_b(&self) -> String {
        self.holder.check_number_b()
    }

    /// The birth date in the form that the card-surface application requires, 6 digits: the start
    /// of check number B.
    #[must_use]
    pub fn birth_date_code(&self) -> String {
        self.holder.birth_date_code()
    }

    /// The individual number (個人番号), 12 digits, which is also check number A; the same fictitious
    /// one for every card.
    #[must_use]
    pub fn individual_number(&self) -> &'static str {
        Holder::INDIVIDUAL_NUMBER
    }

    /// The card face (card-surface application, EF `0002`), on the card or not.
    #[must_use]
    pub fn card_face_file(&self) -> &[u8] {
        &self.issued.records.surface.card_face
    }

    /// The card-verifiable certificate of the card-surface application (EF `0004`), on the card or
    /// not; the same for every seed.
    #[must_use]
    pub fn surface_certificate_file(&self) -> &[u8] {
        &self.issued.records.surface.certificate
    }

    /// Name, address, birth date and sex (input-support application, EF `0002`), on the card or
    /// not.
    #[must_use]
    pub fn basic_attributes_file(&self) -> &[u8] {
        &self.issued.records.input_support.basic_attributes
    }

    /// The key of the authority that signed [`Self::surface_certificate_file`], which is not on the
    /// card: its 16-byte identifier and its 256-byte modulus (big-endian). The exponent is 65537.
    #[must_use]
    pub fn surface_authority(&self) -> ([u8; 16], Vec<u8>) {
        let authority = &self.issued.records.surface.authority;
        (authority.key_identifier, authority.modulus.clone())
    }

    /// The same for the input-support application.
    #[must_use]
    pub fn input_support_authority(&self) -> ([u8; 16], Vec<u8>) {
        let authority = &self.issued.records.input_support.authority;
        (authority.key_identifier, authority.modulus.clone())
    }
}
