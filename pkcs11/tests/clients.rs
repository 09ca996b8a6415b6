//! Programs that use PKCS #11, with the module and a virtual card. Each signs, another program
//! verifies what it signed, and the card's keys are locked afterwards, with no try lost.
#![cfg(target_os = "linux")]
#![allow(
    unsafe_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::MutexGuard;
use std::time::Instant;

use support::figure::figure;
use support::namespace::{find, search_path};
use support::{Inserted, alone, programs};

const PACKAGES: &str = "apt-get install bsdutils curl gnutls-bin libengine-pkcs11-openssl \
    libnss3-tools libpam-pkcs11 nginx-light opensc openjdk-17-jdk-headless openssh-client \
    openssh-server openssl p11-kit python3-pykcs11 util-linux; where it exists also pkcs11-provider";

/// What the scripts have in common. The URIs are those of the guide.
const DEFINITIONS: &str = r#"
set -euo pipefail
export LC_ALL=C
AUTHENTICATION='pkcs11:token=JPKI%20%28User%20Authentication%20PIN%29'
SIGNATURE='pkcs11:token=JPKI%20%28Digital%20Signature%20PIN%29'
trap '[ -z "$(jobs -p)" ] || kill $(jobs -p)' EXIT

# Until a server listens.
reach() { until (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; do sleep 0.02; done; }

# verify DIGEST SIGNATURE [KEY]: by openssl, with the key in the certificate.
verify() { openssl dgst "-$1" -verify "${3:-authentication.pub}" -signature "$2" data; }
verify_pss() {
    openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 \
        -verify authentication.pub -signature "$1" data
}

server_certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -keyout server.key -out server.pem -days 2 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
}

# Tells who the client is and how it is connected.
nginx_serves() {
    server_certificate
    cat >nginx.conf <<END
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
    server {
        listen 127.0.0.1:$PORT ssl;
        ssl_certificate server.pem;
        ssl_certificate_key server.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_client_certificate authentication-ca.pem;
        ssl_verify_client on;
        location / { return 200 "\$ssl_client_verify \$ssl_protocol \$ssl_client_s_dn\n"; }
    }
}
END
    nginx -e stderr -p "$PWD" -c nginx.conf 2>nginx.log &
    reach
}
"#;

/// Reads the certificates, by pkcs11-tool, and the public keys in them.
const CERTIFICATES: &str = r#"
certificate() {
    name=$1 id=$2; shift 2
    pkcs11-tool --module "$MODULE" "$@" --read-object --type cert --id "$id" -o "$name.der" 2>/dev/null
    openssl x509 -inform DER -in "$name.der" -out "$name.pem"
    openssl x509 -in "$name.pem" -noout -pubkey >"$name.pub"
}
certificate authentication 01
certificate authentication-ca 03
certificate signature-ca 04 --token-label 'JPKI (Digital Signature PIN)'
certificate signature 02 --token-label 'JPKI (Digital Signature PIN)' --login --pin ABC123
openssl verify -CAfile authentication-ca.pem authentication.pem
openssl verify -CAfile signature-ca.pem signature.pem
echo "what is signed" >data
"#;

/// A program and a card.
struct Desk {
    card: Inserted,
    folder: PathBuf,
    client: &'static str,
    _alone: MutexGuard<'static, ()>,
}

impl Desk {
    /// These programs must be installed.
    fn new(client: &'static str, needs: &[&str]) -> Self {
        let alone = alone();
        for program in needs.iter().chain(&["bash", "openssl", "pkcs11-tool"]) {
            assert!(find(program).is_some(), "{program} is not installed: {PACKAGES}");
        }
        let folder = programs::folder(client);
        Self { card: Inserted::plain(0), folder, client, _alone: alone }
    }

    /// Runs a script that must succeed; returns what it printed.
    fn script(&self, script: &str) -> String {
        let mut command = programs::command("bash", &self.folder);
        command.args(["-c", &[DEFINITIONS, script].concat()]).env("PATH", search_path());
        command.env("MODULE", programs::module()).env("PORT", free_port().to_string());
        command.env("JPKICARD_PKCS11_CONFIG", "/dev/null");
        programs::ok(command)
    }

    /// Runs a script with a client. The keys must be locked afterwards, no try lost, and the card
    /// asked to verify a PIN for so many signatures, and a login.
    fn run(&self, script: &str, signatures: u64) -> String {
        self.script(CERTIFICATES);
        let (commands, verified) = (self.card.commands(), self.card.verify_commands());
        let started = Instant::now();
        let printed = self.script(script);
        let took = started.elapsed().as_millis();
        let commands = self.card.commands() - commands;
        let verified = self.card.verify_commands() - verified;
        assert!(!self.card.is_open(), "{} left a key open", self.client);
        assert_eq!(self.tries(), (3, 5), "{}", self.client);
        assert!(verified > signatures, "{verified}: {printed}");
        figure!("{}: {commands} commands, {verified} of them VERIFY, {took} ms", self.client);
        printed
    }

    fn tries(&self) -> (u8, u8) {
        self.card.card.with_card(|card| (card.pin_tries(), card.password_tries())).unwrap()
    }
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn count(text: &str, wanted: &str) -> usize {
    text.matches(wanted).count()
}

#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn pkcs11_tool() {
    let desk = Desk::new("pkcs11-tool", &[]);
    let printed = desk.run(
        r#"
        tool() { pkcs11-tool --module "$MODULE" "$@" 2>&1; }
        tool --list-slots
        tool --list-mechanisms
        tool --list-objects --login --pin 1234
        sign() { tool --sign --id 01 --pin 1234 -m "$@"; }
        for bits in 256 384 512; do
            sign "SHA$bits-RSA-PKCS" -i data -o "signature.$bits"
            verify "sha$bits" "signature.$bits"
        done
        # DigestInfo of SHA-256.
        { printf '\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20'
          openssl dgst -sha256 -binary data; } >encoded
        sign RSA-PKCS -i encoded -o signature.encoded
        verify sha256 signature.encoded
        sign SHA256-RSA-PKCS-PSS -i data -o signature.pss
        verify_pss signature.pss
        openssl dgst -sha256 -binary data >digest
        sign RSA-PKCS-PSS --hash-algorithm SHA256 -i digest -o signature.pss
        verify_pss signature.pss
        password() { tool --token-label 'JPKI (Digital Signature PIN)' --login --pin ABC123 "$@"; }
        password --list-objects
        password --sign --id 02 -m SHA256-RSA-PKCS -i data -o signature.signature
        verify sha256 signature.signature signature.pub
        "#,
        7,
    );
    assert_eq!(count(&printed, "Verified OK"), 7, "{printed}");
    has(&printed, &["JPKI (User Authentication PIN)", "JPKI (Digital Signature PIN)"]);
    has(&printed, &["User Authentication Key", "Digital Signature Certificate\n"]);
    assert_eq!(count(&printed, "Private Key Object; RSA"), 2, "{printed}");
}

#[test]
fn gnutls() {
    let desk = Desk::new("gnutls", &["p11tool", "certtool", "gnutls-cli", "nginx"]);
    let printed = desk.run(
        r#"
        tool() { p11tool --provider "$MODULE" "$@" 2>&1; }
        tool --list-tokens
        export GNUTLS_PIN=1234
        tool --login --list-all "$AUTHENTICATION"
        tool --export "$AUTHENTICATION;id=%01;type=cert" | openssl x509 -outform DER -out exported.der
        cmp exported.der authentication.der
        tool --login --test-sign "$AUTHENTICATION;id=%01;type=private"
        tool --login --sign-params=RSA-PSS --test-sign "$AUTHENTICATION;id=%01;type=private"
        GNUTLS_PIN=ABC123 tool --login --test-sign "$SIGNATURE;id=%02;type=private"
        echo 'cn = a request' >template
        certtool --provider "$MODULE" --load-privkey "$AUTHENTICATION;id=%01;type=private" \
            --generate-request --template template --no-text --outfile request.pem 2>&1
        openssl req -in request.pem -verify -noout 2>&1

        nginx_serves
        for version in 1.2 1.3; do
            printf 'GET / HTTP/1.0\r\n\r\n' | gnutls-cli --provider "$MODULE" -p "$PORT" localhost \
                --priority "NORMAL:-VERS-ALL:+VERS-TLS$version" --x509cafile server.pem \
                --x509certfile authentication.pem \
                --x509keyfile "$AUTHENTICATION;id=%01;type=private" 2>&1
        done
        "#,
        6,
    );
    has(&printed, &["token=JPKI%20%28Digital%20Signature%20PIN%29", "CKA_NEVER_EXTRACTABLE"]);
    assert_eq!(count(&printed, "Verifying against public key in the token... ok"), 3, "{printed}");
    has(
        &printed,
        &["Signing using RSA-PSS-SHA256... ok", "Certificate request self-signature verify OK"],
    );
    has(&printed, &["SUCCESS TLSv1.2 CN=TEST", "SUCCESS TLSv1.3 CN=TEST"]);
}

#[test]
fn openssh() {
    let desk = Desk::new("openssh", &["ssh", "ssh-agent", "sshd", "unshare"]);
    let printed = desk.run(
        r#"
        printf '#!/bin/sh\necho 1234\n' >ask && chmod +x ask
        export SSH_ASKPASS="$PWD/ask" SSH_ASKPASS_REQUIRE=force DISPLAY=:0
        # Those of the authorities are among them: nobody here has their private keys.
        ssh-keygen -D "$MODULE" | grep ' User Authentication Public Key$' >authorized
        ssh-keygen -i -m PKCS8 -f authentication.pub >expected
        cut -d ' ' -f 2 authorized | cmp - <(cut -d ' ' -f 2 expected)

        ssh-keygen -q -t ed25519 -N '' -f host
        cat >sshd_config <<END
Port $PORT
ListenAddress 127.0.0.1
HostKey $PWD/host
PidFile none
AuthorizedKeysFile $PWD/authorized
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
LogLevel VERBOSE
END
        daemon="exec $(command -v sshd) -D -f $PWD/sshd_config -E $PWD/sshd.log"
        if [ "$(id -u)" = 0 ]; then
            unshare --mount sh -c "mount -t tmpfs tmpfs /run && mkdir /run/sshd && $daemon" &
        else
            sh -c "$daemon" &
        fi
        reach
        login() {
            ssh -F none -p "$PORT" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
                -o IdentityFile=none -o BatchMode="$1" "${@:2}" 127.0.0.1 'echo "logged in"' 2>&1
        }
        login no -o PKCS11Provider="$MODULE"
        ! login yes

        eval "$(ssh-agent -P "$(realpath "$MODULE"),$MODULE")" >/dev/null
        trap 'ssh-agent -k >/dev/null; kill $(jobs -p)' EXIT
        ssh-add -s "$MODULE" 2>&1
        login yes
        login yes
        ssh-keygen -Y sign -f authorized -n file data 2>&1
        echo "holder $(cat authorized)" >allowed
        ssh-keygen -Y verify -f allowed -I holder -n file -s data.sig <data
        ssh-add -e "$MODULE" 2>&1
        ! login yes
        sleep 0.1
        grep 'Accepted publickey' sshd.log
        "#,
        4,
    );
    assert_eq!(count(&printed, "logged in"), 3, "{printed}");
    assert_eq!(count(&printed, "Accepted publickey"), 3, "{printed}");
    assert_eq!(count(&printed, "Permission denied"), 2, "{printed}");
    has(&printed, &["Good \"file\" signature for holder"]);
}

#[test]
fn openssl_engine() {
    let desk = Desk::new("openssl-engine", &["script"]);
    let printed = desk.run(
        r#"
        export PKCS11_MODULE_PATH="$MODULE"
        key="$AUTHENTICATION;id=%01;type=private?pin-value=1234"
        engine='-engine pkcs11 -keyform engine'
        openssl dgst $engine -sha256 -sign "$key" -out made data
        verify sha256 made
        openssl dgst $engine -sha256 -sign "$key" -sigopt rsa_padding_mode:pss \
            -sigopt rsa_pss_saltlen:digest -out made data
        verify_pss made
        openssl cms -sign -binary $engine -in data -signer authentication.pem -inkey "$key" \
            -outform DER -out made
        openssl cms -verify -binary -inform DER -in made -content data -purpose any \
            -CAfile authentication-ca.pem -out /dev/null 2>&1
        # libp11 asks for the password of this key again, on the terminal alone.
        export key="$SIGNATURE;id=%02;type=private?pin-value=ABC123"
        { sleep 1; echo ABC123; sleep 1; } | script -qec \
            "openssl dgst $engine -sha256 -sign '$key' -out made data" /dev/null
        verify sha256 made signature.pub

        key="$AUTHENTICATION;id=%01;type=private?pin-value=1234"
        server_certificate
        for version in 1_2 1_3; do
            # One connection is reach's.
            openssl s_server -accept "127.0.0.1:$PORT" -cert server.pem -key server.key -Verify 1 \
                -CAfile authentication-ca.pem -verify_return_error -www -trace -naccept 2 >served &
            server=$!
            reach
            printf 'GET / HTTP/1.0\r\n\r\n' | openssl s_client -quiet -connect "127.0.0.1:$PORT" \
                "-tls$version" $engine -key "$key" -cert authentication.pem -CAfile server.pem \
                -verify_return_error -ign_eof 2>&1 | grep -a 'Protocol  :'
            wait "$server"
            # What the client signed with, as the server sees it.
            sed -n '/^Received Record/,/^Sent Record/p' served | grep -a -A1 'CertificateVerify, '
        done
        "#,
        6,
    );
    assert_eq!(count(&printed, "Verified OK"), 3, "{printed}");
    has(&printed, &["CMS Verification successful", "Protocol  : TLSv1.2", "Protocol  : TLSv1.3"]);
    let (_, last) = printed.rsplit_once("TLSv1.3").unwrap();
    has(last, &["rsa_pss_rsae_sha256 (0x0804)"]);
}

/// Debian has it since trixie.
#[test]
fn openssl_provider() {
    let folder = programs::ok({
        let mut openssl = std::process::Command::new("openssl");
        openssl.args(["version", "-m"]);
        openssl
    });
    let folder = PathBuf::from(folder.split('"').nth(1).unwrap());
    if !folder.join("pkcs11.so").exists() {
        figure!("pkcs11-provider is not installed: not run");
        return;
    }
    let desk = Desk::new("openssl-provider", &["script"]);
    let example = include_str!("../files/openssl.cnf");
    let script = r#"
        key="$AUTHENTICATION;id=%01;type=private?pin-value=1234"
        with() { OPENSSL_CONF="$PWD/openssl.cnf" "$@"; }
        sed -i "s,^pkcs11-module-path = .*,pkcs11-module-path = $MODULE," openssl.cnf
        with openssl storeutl -noout -text -certs "$AUTHENTICATION;type=cert" | grep 'Subject:'
        for bits in 256 384 512; do
            with openssl dgst "-sha$bits" -sign "$key" -out made data
            verify "sha$bits" made
        done
        with openssl dgst -sha256 -sign "$key" -sigopt rsa_padding_mode:pss -out made data
        verify_pss made
        with openssl cms -sign -binary -in data -signer authentication.pem -inkey "$key" \
            -outform DER -out made
        openssl cms -verify -binary -inform DER -in made -content data -purpose any \
            -CAfile authentication-ca.pem -out /dev/null 2>&1
        # The provider asks for the password of this key again, unless it is in its configuration.
        printf ABC123 >password
        sed "s,^pkcs11-module-path.*,&\npkcs11-module-token-pin = file:$PWD/password," openssl.cnf >with-pin.cnf
        OPENSSL_CONF="$PWD/with-pin.cnf" openssl dgst -sha256 -sign "$SIGNATURE;id=%02;type=private" \
            -out made data
        verify sha256 made signature.pub
        { sleep 1; echo ABC123; sleep 1; } | OPENSSL_CONF="$PWD/openssl.cnf" script -qec \
            "openssl dgst -sha256 -sign '$SIGNATURE;id=%02;type=private?pin-value=ABC123' -out made data" /dev/null
        verify sha256 made signature.pub

        nginx_serves
        for version in 1_2 1_3; do
            printf 'GET / HTTP/1.0\r\n\r\n' | with openssl s_client -quiet -connect "127.0.0.1:$PORT" \
                "-tls$version" -key "$key" -cert authentication.pem -CAfile server.pem \
                -verify_return_error -ign_eof 2>&1
        done
    "#;
    std::fs::write(desk.folder.join("openssl.cnf"), example).unwrap();
    let printed = desk.run(script, 8);
    assert_eq!(count(&printed, "Verified OK"), 6, "{printed}");
    has(&printed, &["Subject: C=JP, CN=TEST", "CMS Verification successful"]);
    has(&printed, &["SUCCESS TLSv1.2 CN=TEST", "SUCCESS TLSv1.3 CN=TEST"]);
}

#[test]
fn curl_and_nginx() {
    let desk = Desk::new("curl", &["curl", "nginx"]);
    let printed = desk.run(
        r#"
        export PKCS11_MODULE_PATH="$MODULE"
        nginx_serves
        get() { curl --silent --show-error --cacert server.pem "$@" "https://localhost:$PORT/"; }
        for version in '--tlsv1.2 --tls-max 1.2' '--tlsv1.3'; do
            get $version --engine pkcs11 --key-type ENG --cert-type ENG \
                --key "$AUTHENTICATION;id=%01;type=private?pin-value=1234" \
                --cert "$AUTHENTICATION;id=%01;type=cert"
        done
        get
        "#,
        1,
    );
    has(&printed, &["SUCCESS TLSv1.2 CN=TEST", "SUCCESS TLSv1.3 CN=TEST"]);
    has(&printed, &["400 No required SSL certificate was sent"]);
}

#[test]
fn nss() {
    let desk = Desk::new("nss", &["certutil", "modutil", "tstclnt", "nginx"]);
    let printed = desk.run(
        r#"
        mkdir -p nssdb
        certutil -N -d sql:nssdb --empty-password
        modutil -dbdir sql:nssdb -add jpkicard -libfile "$MODULE" -force 2>&1
        modutil -dbdir sql:nssdb -list
        token='JPKI (User Authentication PIN)'
        echo 1234 >pin
        echo ABC123 >password
        certutil -L -d sql:nssdb -h "$token"
        certutil -K -d sql:nssdb -h "$token" -f pin 2>&1
        certutil -K -d sql:nssdb -h 'JPKI (Digital Signature PIN)' -f password 2>&1
        nginx_serves
        certutil -A -d sql:nssdb -n server -t CT,, -i server.pem
        printf 'GET / HTTP/1.0\r\n\r\n' >request
        for version in tls1.2 tls1.3; do
            tstclnt -4 -h localhost -p "$PORT" -d sql:nssdb -n "$token:User Authentication Certificate" \
                -w 1234 -V "$version:$version" -A request 2>&1
        done
        "#,
        3,
    );
    has(
        &printed,
        &["token: JPKI (User Authentication PIN)", "token: JPKI (Digital Signature PIN)"],
    );
    has(&printed, &["User Authentication Key\n", "Digital Signature Key\n"]);
    has(&printed, &["SUCCESS TLSv1.2 CN=TEST", "SUCCESS TLSv1.3 CN=TEST"]);
}

#[test]
fn java() {
    let desk = Desk::new("java", &["jar", "jarsigner", "java", "keytool", "nginx"]);
    let printed = desk.run(
        r#"
        printf 'name = authentication\nlibrary = %s\nslotListIndex = 0\n' "$MODULE" >authentication.cfg
        printf 'name = signature\nlibrary = %s\nslotListIndex = 1\n' "$MODULE" >signature.cfg
        java="-keystore NONE -storetype PKCS11 -providerClass sun.security.pkcs11.SunPKCS11 -providerArg"
        keytool -list -storepass 1234 $java authentication.cfg
        jar cf data.jar data
        jarsigner -storepass 1234 $java authentication.cfg -sigfile FIRST data.jar \
            'User Authentication Certificate'
        jarsigner -storepass ABC123 $java signature.cfg -sigfile SECOND data.jar \
            'Digital Signature Certificate'
        jarsigner -verify data.jar
        jar xf data.jar
        for signer in FIRST:authentication SECOND:signature; do
            openssl cms -verify -binary -inform DER -in "META-INF/${signer%:*}.RSA" \
                -content "META-INF/${signer%:*}.SF" -CAfile "${signer#*:}-ca.pem" -purpose any \
                -out /dev/null 2>&1
        done

        cat >Client.java <<'END'
import java.io.FileInputStream;
import java.security.*;
import java.security.cert.CertificateFactory;
import javax.net.ssl.*;

public class Client {
    public static void main(String[] arguments) throws Exception {
        Provider card = Security.getProvider("SunPKCS11").configure("authentication.cfg");
        Security.addProvider(card);
        KeyStore keys = KeyStore.getInstance("PKCS11", card);
        keys.load(null, "1234".toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, null);
        KeyStore servers = KeyStore.getInstance("PKCS12");
        servers.load(null, null);
        servers.setCertificateEntry("server", CertificateFactory.getInstance("X.509")
            .generateCertificate(new FileInputStream("server.pem")));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(servers);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        int port = Integer.parseInt(System.getenv("PORT"));
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        socket.setEnabledProtocols(arguments);
        socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
        System.out.write(socket.getInputStream().readAllBytes());
        System.out.flush();
    }
}
END
        nginx_serves
        java Client.java TLSv1.2
        java Client.java TLSv1.3
        "#,
        4,
    );
    has(&printed, &["User Authentication Certificate, PrivateKeyEntry", "jar verified."]);
    assert_eq!(count(&printed, "CMS Verification successful"), 2, "{printed}");
    has(&printed, &["SUCCESS TLSv1.2 CN=TEST", "SUCCESS TLSv1.3 CN=TEST"]);
}

#[test]
fn p11_kit() {
    let desk = Desk::new("p11-kit", &["p11-kit", "p11tool", "unshare"]);
    let example = include_str!("../files/jpkicard.module");
    std::fs::write(desk.folder.join("jpkicard.module"), example).unwrap();
    let printed = desk.run(
        r#"
        mkdir -p modules
        sed "s,^module:.*,module: $MODULE," jpkicard.module >modules/jpkicard.module
        export AUTHENTICATION GNUTLS_PIN=1234
        map=; [ "$(id -u)" = 0 ] || map=--map-root-user
        unshare --mount $map bash -euc '
            mount --bind modules /usr/share/p11-kit/modules
            p11-kit list-modules
            p11tool --login --test-sign "$AUTHENTICATION;id=%01;type=private" 2>&1
            openssl dgst -engine pkcs11 -keyform engine -sha256 -out made \
                -sign "$AUTHENTICATION;id=%01;type=private?pin-value=1234" data'
        verify sha256 made
        "#,
        2,
    );
    has(
        &printed,
        &["token: JPKI (User Authentication PIN)", "token: JPKI (Digital Signature PIN)"],
    );
    has(&printed, &["Verifying against public key in the token... ok", "Verified OK"]);
}

#[test]
fn python() {
    let desk = Desk::new("pykcs11", &["/usr/bin/python3"]);
    let printed = desk.run(
        r#"
        cat >sign.py <<'END'
import sys
from PyKCS11 import *

module = PyKCS11Lib()
module.load(sys.argv[1])
data = open("data", "rb").read()
pss = RSA_PSS_Mechanism(CKM_SHA256_RSA_PKCS_PSS, CKM_SHA256, CKG_MGF1_SHA256, 32)
authentication, signature = module.getSlotList(tokenPresent=True)
for slot, pin, mechanism, name in [
    (authentication, "1234", Mechanism(CKM_SHA256_RSA_PKCS, None), "made"),
    (authentication, "1234", pss, "made.pss"),
    (signature, "ABC123", Mechanism(CKM_SHA512_RSA_PKCS, None), "made.signature"),
]:
    session = module.openSession(slot)
    session.login(pin)
    key = session.findObjects([(CKA_CLASS, CKO_PRIVATE_KEY)])[0]
    open(name, "wb").write(bytes(session.sign(key, data, mechanism)))
    try:
        session.login(pin, CKU_SO)
        sys.exit("no card has a security officer")
    except PyKCS11Error as error:
        print(error)
    session.logout()
    session.closeSession()
END
        /usr/bin/python3 sign.py "$MODULE"
        verify sha256 made
        verify_pss made.pss
        verify sha512 made.signature signature.pub
        "#,
        5,
    );
    assert_eq!(count(&printed, "Verified OK"), 3, "{printed}");
    assert_eq!(count(&printed, "CKR_SESSION_READ_ONLY_EXISTS"), 3, "{printed}");
}

#[test]
fn pam_pkcs11() {
    let desk = Desk::new("pam", &["pkcs11_inspect", "pklogin_finder", "setsid"]);
    let printed = desk.run(
        r#"
        mkdir -p authorities crls
        cp authentication-ca.pem authorities/
        openssl rehash authorities
        name=$(openssl x509 -in authentication.pem -noout -subject -nameopt multiline | sed -n 's/.*commonName *= //p')
        echo "$name -> the-account" >cn_mapping
        cat >pam.conf <<END
pam_pkcs11 {
    use_pkcs11_module = jpkicard;
    pkcs11_module jpkicard {
        module = $MODULE;
        description = "Individual Number Card";
        slot_description = "none";
        support_threads = true;
        ca_dir = $PWD/authorities;
        crl_dir = $PWD/crls;
        cert_policy = ca, signature;
    }
    use_mappers = cn, null;
    mapper cn { module = internal; ignorecase = false; mapfile = file://$PWD/cn_mapping; }
    mapper null { module = internal; default_match = false; default_user = nobody; }
}
END
        # The PIN is read from the terminal, or from the standard input where there is none.
        for program in pkcs11_inspect pklogin_finder; do
            echo 1234 | setsid -w "$program" "config_file=$PWD/pam.conf" 2>&1
        done
        "#,
        0,
    );
    has(&printed, &["TEST401D430E94EFE87017A", "the-account"]);
}

/// A client that repeats a wrong PIN, or tries it with the other token, would lock the card.
#[test]
fn a_wrong_pin_costs_one_try() {
    const KEY: &str = "$AUTHENTICATION;id=%01;type=private";
    let desk = Desk::new("wrong-pin", &["certutil", "keytool", "modutil", "p11tool", "ssh-add"]);
    desk.script(CERTIFICATES);
    for (client, script) in [
        ("pkcs11-tool", r#"pkcs11-tool --module "$MODULE" --login --pin 9999 --list-objects"#),
        (
            "p11tool",
            &format!(
                r#"GNUTLS_PIN=9999 p11tool --provider "$MODULE" --login --test-sign "{KEY}" </dev/null"#
            ),
        ),
        (
            "openssl",
            &format!(
                r#"PKCS11_MODULE_PATH="$MODULE" openssl dgst -engine pkcs11 -keyform engine \
            -sha256 -sign "{KEY}?pin-value=9999" -out made data </dev/null"#
            ),
        ),
        (
            "certutil",
            r#"certutil -N -d sql:. --empty-password && echo 9999 >pin &&
            modutil -dbdir sql:. -add jpkicard -libfile "$MODULE" -force &&
            certutil -K -d sql:. -h 'JPKI (User Authentication PIN)' -f pin"#,
        ),
        (
            "keytool",
            r#"printf 'name = card\nlibrary = %s\nslotListIndex = 0\n' "$MODULE" >card.cfg &&
            keytool -list -keystore NONE -storetype PKCS11 -storepass 9999 \
            -providerClass sun.security.pkcs11.SunPKCS11 -providerArg card.cfg"#,
        ),
        (
            "ssh-add",
            r#"printf '#!/bin/sh\necho 9999\n' >ask && chmod +x ask &&
            SSH_ASKPASS="$PWD/ask" SSH_ASKPASS_REQUIRE=force DISPLAY=:0 \
            ssh-agent -P "$(realpath "$MODULE"),$MODULE" ssh-add -s "$MODULE""#,
        ),
    ] {
        desk.script(&format!("if {{ {script}\n}} 2>&1; then exit 1; fi"));
        assert_eq!(desk.tries(), (2, 5), "{client}");
        assert!(!desk.card.is_open(), "{client}");
        desk.script(r#"pkcs11-tool --module "$MODULE" --login --pin 1234 --list-objects 2>&1"#);
        assert_eq!(desk.tries(), (3, 5));
    }
}
