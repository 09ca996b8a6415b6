/*
 * jpkicard for C++17: the relying party's verifications. Part of jpkicard.hpp, which includes it.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 *   jpki::verify_options options;
 *   const auto verdict = jpki::check_signature(certificate, challenge,
 *                                              JPKI_ALGORITHM_RSA_PKCS1_SHA256, signature);
 *   if (verdict) { ... all is good ... } else { ... verdict.reasons() ... }
 */
#ifndef JPKICARD_TRUST_HPP
#define JPKICARD_TRUST_HPP

#include <jpkicard.hpp>

namespace jpki {

/* An OCSP request: send its bytes, and give what came back to the check. */
class ocsp_request : public detail::owner<jpki_ocsp_request, jpki_ocsp_request_free> {
public:
    using owner::owner;

    /* It has the certificate's serial number in it: do not log it. */
    [[nodiscard]] bytes_view der() const noexcept
    {
        return detail::lent([&](std::size_t *length) {
            return jpki_ocsp_request_data(get(), length);
        });
    }
};

/* A CRL that was loaded once. Any number of threads may use it. */
class revocation_list
    : public detail::owner<jpki_revocation_list, jpki_revocation_list_free> {
public:
    using owner::owner;

    /* Seconds since 1970-01-01T00:00:00Z. */
    [[nodiscard]] std::int64_t this_update() const noexcept { return jpki_revocation_list_this_update(get()); }
    /* When the next one is due. */
    [[nodiscard]] std::int64_t next_update() const noexcept { return jpki_revocation_list_next_update(get()); }
    /* How many entries it has. */
    [[nodiscard]] std::size_t size() const noexcept { return jpki_revocation_list_entry_count(get()); }
};

/* What to check a certificate against; as it is made, the default. What is pointed to and
 * viewed stays the caller's. */
struct verify_options {
    std::int32_t purpose = JPKI_PURPOSE_AUTHENTICATION;
    std::int32_t anchors = JPKI_ANCHORS_PRODUCTION;
    /* In seconds; 0 for the default. */
    std::uint32_t tolerance = 0;
    /* Seconds since 1970-01-01T00:00:00Z; 0 for now. */
    std::int64_t time = 0;
    std::int32_t ocsp_hash = JPKI_OCSP_HASH_SHA1;
    /* One of JPKI_POLICIES_*. */
    std::int32_t policies = JPKI_POLICIES_BY_ARC;
    /* Dotted numbers, one space between several; an empty text is none. */
    std::string own_policies;
    /* Whoever can choose them can make cards: never one from a card. */
    std::vector<const certificate *> own_anchors;
    const certificate *ca_certificate = nullptr;
    const jpki::ocsp_request *ocsp_request = nullptr;
    bytes_view ocsp_response;
    /* None is no CRL; an empty one is one that cannot be read. */
    std::optional<bytes_view> crl;
    /* In place of both. */
    const jpki::revocation_list *revocation_list = nullptr;

    /* With the anchors in `handles`, which it points to. */
    [[nodiscard]] jpki_verify_options for_c(std::vector<const jpki_certificate *> &handles) const
    {
        /* An empty view has no pointer, which C would take for none. */
        static constexpr std::uint8_t nothing = 0;
        jpki_verify_options options{};
        options.struct_size = sizeof options;
        options.purpose = purpose;
        options.anchors = anchors;
        options.tolerance = tolerance;
        options.time = time;
        options.ocsp_hash = ocsp_hash;
        options.policies = policies;
        options.own_policies = own_policies.empty() ? nullptr : detail::whole(own_policies);
        handles.clear();
        for (const certificate *anchor : own_anchors) {
            handles.push_back(detail::given(anchor));
        }
        options.own_anchors = handles.empty() ? nullptr : handles.data();
        options.own_anchors_count = handles.size();
        options.ca_certificate = detail::given(ca_certificate);
        options.ocsp_request = detail::given(ocsp_request);
        options.ocsp_response = ocsp_response.data();
        options.ocsp_response_length = ocsp_response.size();
        if (crl) {
            options.crl = crl->empty() ? &nothing : crl->data();
            options.crl_length = crl->size();
        }
        options.revocation_list = detail::given(revocation_list);
        return options;
    }
};

/* What came of a check. */
class verdict {
public:
    /* Of no check: not good. */
    verdict() noexcept
    {
        made_.struct_size = sizeof made_;
        made_.status = JPKI_ERROR_HANDLE;
    }
    explicit verdict(const jpki_verdict &made) noexcept : made_(made) {}

    /* Nothing speaks against it: true of no empty verdict. */
    [[nodiscard]] bool is_good() const noexcept { return status() == JPKI_OK; }
    /* Whether it is good, and not whether there is one. */
    explicit operator bool() const noexcept { return is_good(); }
    /* Throws the status unless it is good. */
    void require_good() const
    {
        if (!is_good()) {
            throw error(status());
        }
    }

    /* As C has it. */
    [[nodiscard]] const jpki_verdict &get() const noexcept { return made_; }
    /* JPKI_OK, or what helps the desk most. */
    [[nodiscard]] jpki_status status() const noexcept { return made_.status; }
    /* All of them: JPKI_REASON_*. */
    [[nodiscard]] std::vector<std::int32_t> reasons() const
    {
        return {made_.reasons, made_.reasons + made_.reason_count};
    }
    /* The certificate policy it is taken for, as dotted numbers; empty if none fits. Valid
     * as long as this verdict. */
    [[nodiscard]] std::string_view policy() const noexcept { return detail::text(made_.policy); }
    /* What that is, in a language, JPKI_LANGUAGE_*. */
    [[nodiscard]] std::string_view policy_text(std::int32_t language) const noexcept
    {
        return detail::text(jpki_policy_text(made_.policy, language));
    }
    /* A class that is newer than the library, or a policy of one's own, is not. */
    [[nodiscard]] bool policy_is_known() const noexcept { return made_.policy_is_known != 0; }
    /* Which of the anchors signed the certificate; empty if none did. */
    [[nodiscard]] bytes_view anchor_key_id() const noexcept
    {
        return {made_.anchor_key_id, made_.anchor_key_id_length};
    }
    /* 0 on the certificate's last day; none once it has expired. */
    [[nodiscard]] std::optional<std::int32_t> days_left() const noexcept { return known(made_.days_left); }
    /* 1 on the day after its last; none until it has expired. */
    [[nodiscard]] std::optional<std::int32_t> days_expired() const noexcept { return known(made_.days_expired); }
    /* It is not valid, and online eligibility verification still takes it: see
     * jpki_verdict.is_within_grace. */
    [[nodiscard]] bool is_within_grace() const noexcept { return made_.is_within_grace != 0; }
    /* One of JPKI_REVOCATION_*. */
    [[nodiscard]] std::int32_t revocation() const noexcept { return made_.revocation; }
    /* Seconds since 1970-01-01T00:00:00Z, if it is revoked. */
    [[nodiscard]] std::optional<std::int64_t> revocation_time() const noexcept
    {
        return known(made_.revocation_time);
    }
    /* The number of RFC 5280, 5.3.1, if it is revoked and the CA says why. */
    [[nodiscard]] std::optional<std::int32_t> revocation_reason() const noexcept
    {
        return known(made_.revocation_reason);
    }

private:
    template <typename Number>
    [[nodiscard]] static std::optional<Number> known(Number number) noexcept
    {
        return number < 0 ? std::nullopt : std::optional<Number>(number);
    }

    jpki_verdict made_{};
};

namespace detail {

/* Runs a check; throws if it could not be made, and only then. */
template <typename Function>
[[nodiscard]] verdict check(Function function)
{
    jpki_error outcome{};
    outcome.struct_size = sizeof outcome;
    jpki_verdict made{};
    made.struct_size = sizeof made;
    const jpki_status status = function(&made, &outcome);
    if (made.revocation == 0) {
        throw status == outcome.status ? error(outcome) : error(status);
    }
    return verdict(made);
}

} // namespace detail

/* Is this certificate good? Look at the verdict: a bad certificate throws nothing. */
[[nodiscard]] inline verdict check_certificate(const certificate &certificate,
                                               const verify_options &options = {})
{
    std::vector<const jpki_certificate *> anchors;
    const jpki_verify_options for_c = options.for_c(anchors);
    return detail::check([&](jpki_verdict *verdict, jpki_error *error) {
        return jpki_certificate_verify(certificate.get(), &for_c, verdict, error);
    });
}

/* Is this signature over this challenge, by the key of a good certificate? The algorithm is
 * the one that was agreed on; `input`: JPKI_INPUT_DATA, or JPKI_INPUT_DIGEST. */
[[nodiscard]] inline verdict check_signature(const certificate &certificate,
                                             bytes_view challenge, std::int32_t algorithm,
                                             bytes_view signature,
                                             const verify_options &options = {},
                                             std::int32_t input = JPKI_INPUT_DATA)
{
    std::vector<const jpki_certificate *> anchors;
    const jpki_verify_options for_c = options.for_c(anchors);
    return detail::check([&](jpki_verdict *verdict, jpki_error *error) {
        return jpki_signature_verify(certificate.get(), challenge.data(), challenge.size(), input,
                                    algorithm, signature.data(), signature.size(), &for_c,
                                    verdict, error);
    });
}

/* `nonce`: 32 fresh random bytes, or none. */
[[nodiscard]] inline ocsp_request make_ocsp_request(const certificate &certificate, bytes_view nonce,
                                      const verify_options &options = {})
{
    std::vector<const jpki_certificate *> anchors;
    const jpki_verify_options for_c = options.for_c(anchors);
    jpki_ocsp_request *handle = nullptr;
    detail::call([&](jpki_error *error) {
        return jpki_ocsp_request_new(certificate.get(), &for_c, nonce.data(), nonce.size(),
                                     &handle, error);
    });
    return ocsp_request(handle);
}

/* Loads a CRL that one of the options' anchors signed: see jpki_revocation_list_load. */
[[nodiscard]] inline revocation_list load_revocation_list(bytes_view crl, const verify_options &options = {})
{
    std::vector<const jpki_certificate *> anchors;
    const jpki_verify_options for_c = options.for_c(anchors);
    jpki_revocation_list *handle = nullptr;
    detail::call([&](jpki_error *error) {
        return jpki_revocation_list_load(crl.data(), crl.size(), &for_c, &handle, error);
    });
    return revocation_list(handle);
}

/* The name of the constant, such as JPKI_REASON_EXPIRED. */
[[nodiscard]] inline std::string_view reason_name(std::int32_t reason) noexcept
{
    return detail::text(jpki_reason_name(reason));
}

/* What is wrong, in one sentence; `language`: JPKI_LANGUAGE_*. */
[[nodiscard]] inline std::string_view reason_text(std::int32_t reason, std::int32_t language) noexcept
{
    return detail::text(jpki_reason_text(reason, language));
}

} // namespace jpki

#endif
