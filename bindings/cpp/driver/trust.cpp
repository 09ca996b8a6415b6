/*
 * Requests of a relying party: whether a certificate or a signature is good.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "driver.hpp"

namespace driver {
namespace {

/* Options for anchors; of one's own they are the kept CA certificate. */
jpki::verify_options options_for(kept &kept, std::int32_t anchors)
{
    jpki::verify_options options;
    options.anchors = anchors;
    if (anchors == JPKI_ANCHORS_OWN || anchors == JPKI_ANCHORS_PRODUCTION_AND_OWN) {
        options.own_anchors = {&needed(kept.ca_certificate)};
    }
    return options;
}

void show(const jpki::verdict &verdict, answer &answer)
{
    std::string reasons;
    for (const std::int32_t reason : verdict.reasons()) {
        reasons += (reasons.empty() ? "" : ",") + std::to_string(reason);
    }
    answer.number(verdict.status());
    answer.text(reasons.empty() ? "-" : reasons);
    answer.number(verdict.revocation())
        .number(verdict.days_left().value_or(-1))
        .number(verdict.days_expired().value_or(-1))
        .yes(verdict.is_within_grace());
    answer.text(verdict.policy().empty() ? "-" : verdict.policy())
        .text(verdict.policy_text(JPKI_LANGUAGE_JAPANESE));
}

void verify(kept &kept, request &request, answer &answer)
{
    const std::int32_t purpose = request.constant(JPKI_PURPOSE_AUTHENTICATION);
    jpki::verify_options options =
        options_for(kept, request.constant(JPKI_ANCHORS_PRODUCTION));
    options.purpose = purpose;
    options.time = request.time();
    options.policies = request.constant(JPKI_POLICIES_BY_ARC);
    options.own_policies = request.text();
    show(jpki::check_certificate(kept.certificate, options), answer);
}

void verify_signature(kept &kept, request &request, answer &answer)
{
    const bytes challenge = request.data();
    const std::int32_t algorithm = request.number();
    jpki::verify_options options =
        options_for(kept, request.constant(JPKI_ANCHORS_PRODUCTION));
    options.time = request.time();
    const jpki::bytes_view signature = needed(kept.signature).bytes();
    show(jpki::check_signature(kept.certificate, challenge, algorithm, signature, options),
         answer);
}

void verify_ocsp(kept &kept, request &request, answer &answer)
{
    const bytes response = request.data();
    jpki::verify_options options =
        options_for(kept, request.constant(JPKI_ANCHORS_PRODUCTION));
    options.time = request.time();
    options.ocsp_request = &needed(kept.ocsp_request);
    options.ocsp_response = response;
    show(jpki::check_certificate(kept.certificate, options), answer);
}

void ocsp_request(kept &kept, request &request, answer &answer)
{
    const jpki::verify_options options =
        options_for(kept, request.constant(JPKI_ANCHORS_PRODUCTION));
    const bytes nonce = request.data();
    kept.ocsp_request = jpki::make_ocsp_request(kept.certificate, nonce, options);
    answer.data(kept.ocsp_request.der());
}

void load_revocation_list(kept &kept, request &request, answer &answer)
{
    const bytes data = request.data();
    const jpki::verify_options options =
        options_for(kept, request.constant(JPKI_ANCHORS_PRODUCTION));
    const jpki::revocation_list list = jpki::load_revocation_list(data, options);
    answer.number(list.this_update())
        .number(list.next_update())
        .number(static_cast<std::int64_t>(list.size()));
}

} // namespace

void add_trust_requests(table &to)
{
    to["verify"] = verify;
    to["verify-signature"] = verify_signature;
    to["verify-ocsp"] = verify_ocsp;
    to["ocsp-request"] = ocsp_request;
    to["load-revocation-list"] = load_revocation_list;
}

} // namespace driver
