/*
 * The relying party's side of an authentication in C: make a challenge, let the card sign it, and verify
 * what came back: challenge, certificate and signature, and nothing else.
 *
 *   verify_authentication
 *
 * The card is the embedded virtual card (PIN 1234), so that its own CA is the trust anchor.
 * In a real program, use the default instead: the authorities of J-LIS, with no option set except
 * struct_size. Card and verifier are then two programs, often two computers.
 *
 * Then four things that a verifier must refuse, with the result for each.
 *
 * Verifying as a business requires J-LIS's revocation data and a notification to J-LIS, for private
 * businesses after accreditation by the competent minister (articles 17 and 36 of the Public
 * Personal Authentication Act).
 *
 * Exit code: 0 everything as expected, 1 a problem, 2 an unexpected verdict.
 */
#define _CRT_RAND_S

#include <jpkicard.h>

#include <stdio.h>
#include <stdlib.h>

enum { AS_EXPECTED = 0, TROUBLE = 1, OTHER_VERDICT = 2, CHALLENGE_SIZE = 32 };

/* What the desk sends to the verifier, and the challenge that the verifier keeps. */
struct evidence {
    uint8_t challenge[CHALLENGE_SIZE];
    jpki_certificate *certificate;
    jpki_signature *signature;
    /* For the virtual card only: a CA certificate read from a card proves nothing. */
    jpki_certificate *virtual_ca;
};

/* Random, and fresh each time: a signature over an old challenge proves nothing. */
static int make_challenge(uint8_t *challenge, size_t size)
{
#ifdef _WIN32
    size_t i;
    for (i = 0; i < size; i++) {
        unsigned value;
        if (rand_s(&value) != 0) {
            return 0;
        }
        challenge[i] = (uint8_t)value;
    }
    return 1;
#else
    FILE *source = fopen("/dev/urandom", "rb");
    size_t got = source == NULL ? 0 : fread(challenge, 1, size, source);
    if (source != NULL) {
        fclose(source);
    }
    return got == size;
#endif
}

/* The desk: one card, one PIN, one signature. */
static int receive(struct evidence *evidence)
{
    jpki_error error = {0};
    jpki_authentication authentication = {0};
    jpki_card *card = NULL;
    jpki_status status;

    error.struct_size = sizeof error;
    authentication.struct_size = sizeof authentication;
    status = jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, &error);
    if (status == JPKI_OK) {
        status = jpki_card_authenticate(card, "1234", 4, evidence->challenge, CHALLENGE_SIZE, NULL,
                                   &authentication, &error);
    }
    jpki_card_free(card);
    if (status != JPKI_OK) {
        fprintf(stderr, "verify_authentication: %s\n", error.message);
        return 0;
    }
    evidence->certificate = authentication.certificate;
    evidence->signature = authentication.signature;
    evidence->virtual_ca = authentication.ca_certificate;
    return 1;
}

static const char *revocation_name(int32_t revocation)
{
    switch (revocation) {
    case JPKI_REVOCATION_NOT_REQUESTED:
        return "not requested";
    case JPKI_REVOCATION_GOOD:
        return "not revoked";
    case JPKI_REVOCATION_REVOKED:
        return "revoked";
    case JPKI_REVOCATION_UNKNOWN:
        return "not known to the responder";
    default:
        return "undetermined";
    }
}

/* What goes into the log, and the message for the person at the desk. */
static void print_verdict(jpki_status status, const jpki_verdict *verdict)
{
    uint32_t i;

    printf("  status      %s\n", jpki_status_name(status));
    for (i = 0; i < verdict->reason_count; i++) {
        const int32_t reason = verdict->reasons[i];
        printf("  reason      %s: %s\n", jpki_reason_name(reason),
               jpki_reason_text(reason, JPKI_LANGUAGE_ENGLISH));
        printf("              %s\n", jpki_reason_text(reason, JPKI_LANGUAGE_JAPANESE));
    }
    if (status != JPKI_OK) {
        printf("  desk        %s\n", jpki_status_text(status, JPKI_LANGUAGE_ENGLISH));
        printf("              %s\n", jpki_status_text(status, JPKI_LANGUAGE_JAPANESE));
    }
    if (verdict->policy[0] != '\0') {
        printf("  policy      %s: %s\n", verdict->policy,
               jpki_policy_text(verdict->policy, JPKI_LANGUAGE_ENGLISH));
    }
    if (verdict->days_left >= 0) {
        printf("  expires in  %ld days\n", (long)verdict->days_left);
    }
    if (verdict->days_expired >= 0) {
        printf("  expired     %ld days ago, %s for online eligibility verification\n",
               (long)verdict->days_expired,
               verdict->is_within_grace ? "still taken" : "not taken");
    }
    printf("  revocation  %s\n", revocation_name(verdict->revocation));
}

/* The verifier. Whatever is not JPKI_OK is a refusal. */
static int verify(const char *what, const struct evidence *evidence, const uint8_t *challenge,
                  const jpki_verify_options *options, jpki_status expected)
{
    jpki_error error = {0};
    jpki_verdict verdict = {0};
    size_t signature_length;
    const uint8_t *signature = jpki_signature_data(evidence->signature, &signature_length);
    jpki_status status;

    error.struct_size = sizeof error;
    verdict.struct_size = sizeof verdict;
    /* The algorithm is the one agreed on, never one that came with the data. */
    status = jpki_signature_verify(evidence->certificate, challenge, CHALLENGE_SIZE,
                                  JPKI_INPUT_DATA, JPKI_ALGORITHM_RSA_PKCS1_SHA256,
                                  signature, signature_length, options, &verdict, &error);
    printf("\n%s: %s\n", what, status == JPKI_OK ? "ACCEPTED" : "REFUSED");
    if (verdict.revocation == 0) {
        /* The check could not be made, which is a refusal too. */
        fprintf(stderr, "verify_authentication: %s\n", error.message);
        return TROUBLE;
    }
    print_verdict(status, &verdict);
    return status == expected ? AS_EXPECTED : OTHER_VERDICT;
}

static int verify_all(const struct evidence *evidence)
{
    const jpki_certificate *anchors[1];
    jpki_verify_options options = {0};
    jpki_ocsp_request *request = NULL;
    uint8_t other_challenge[CHALLENGE_SIZE];
    int result;

    options.struct_size = sizeof options;
    options.anchors = JPKI_ANCHORS_OWN;
    anchors[0] = evidence->virtual_ca;
    options.own_anchors = anchors;
    options.own_anchors_count = 1;
    result = verify("the authentication", evidence, evidence->challenge, &options, JPKI_OK);
    if (result != AS_EXPECTED) {
        return result;
    }

    /* A stored signature, over an earlier challenge. */
    if (!make_challenge(other_challenge, sizeof other_challenge)) {
        return TROUBLE;
    }
    result = verify("another challenge", evidence, other_challenge, &options,
                    JPKI_ERROR_SIGNATURE_INVALID);
    if (result != AS_EXPECTED) {
        return result;
    }

    options.time = jpki_certificate_not_after(evidence->certificate) + 1;
    result = verify("a second after its end", evidence, evidence->challenge, &options,
                    JPKI_ERROR_CERTIFICATE_EXPIRED);
    if (result != AS_EXPECTED) {
        return result;
    }

    /* The default, for real cards: null is equivalent to zeros. */
    result = verify("under the authorities of real cards", evidence, evidence->challenge, NULL,
                    JPKI_ERROR_CERTIFICATE_NOT_TRUSTED);
    if (result != AS_EXPECTED) {
        return result;
    }

    /* The responder was queried and nothing came back: unknown does not mean good. The nonce is
     * random too; nothing is sent here. */
    options.time = 0;
    if (jpki_ocsp_request_new(evidence->certificate, &options, other_challenge,
                              sizeof other_challenge, &request, NULL)
        != JPKI_OK) {
        return TROUBLE;
    }
    options.ocsp_request = request;
    result = verify("an empty answer of the responder", evidence, evidence->challenge, &options,
                    JPKI_ERROR_REVOCATION_UNKNOWN);
    jpki_ocsp_request_free(request);
    return result;
}

int main(void)
{
    struct evidence evidence = {{0}, NULL, NULL, NULL};
    int result = TROUBLE;

    if ((jpki_features() & JPKI_FEATURE_TRUST) == 0) {
        fputs("verify_authentication: the library was built without the checks\n", stderr);
        return TROUBLE;
    }
    if (!make_challenge(evidence.challenge, sizeof evidence.challenge)) {
        fputs("verify_authentication: no random numbers\n", stderr);
        return TROUBLE;
    }
    if (receive(&evidence)) {
        result = verify_all(&evidence);
    }
    jpki_signature_free(evidence.signature);
    jpki_certificate_free(evidence.virtual_ca);
    jpki_certificate_free(evidence.certificate);
    return result;
}
