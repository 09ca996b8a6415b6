// SPDX-License-Identifier: MIT OR Apache-2.0

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.jpkicard.Algorithm;
import jp.jpkicard.Anchors;
import jp.jpkicard.Certificate;
import jp.jpkicard.Language;
import jp.jpkicard.OcspRequest;
import jp.jpkicard.Policies;
import jp.jpkicard.Purpose;
import jp.jpkicard.RevocationList;
import jp.jpkicard.Verdict;
import jp.jpkicard.VerifyOptions;

/** Requests of a relying party. */
final class TrustRequests {
    private TrustRequests() {}

    static void add(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "verify",
                request -> {
                    VerifyOptions options =
                            options(objects, request, 2)
                                    .purpose(
                                            request.constant(
                                                    1, Purpose::of, Purpose.AUTHENTICATION))
                                    .time(request.time(3))
                                    .policies(
                                            request.constant(
                                                    4, Policies::of, Policies.BY_ARC));
                    if (request.text(5) != null) {
                        options.addOwnPolicy(request.text(5));
                    }
                    return shown(Objects.present(objects.certificate).verify(options));
                });
        requests.put(
                "verify-signature",
                request -> {
                    VerifyOptions options = options(objects, request, 3).time(request.time(4));
                    Certificate certificate = Objects.present(objects.certificate);
                    return shown(
                            certificate.verifySignature(
                                    request.bytes(1),
                                    request.constant(2, Algorithm::of),
                                    Objects.present(objects.signature).bytes(),
                                    options));
                });
        requests.put(
                "verify-ocsp",
                request -> {
                    VerifyOptions options =
                            options(objects, request, 2)
                                    .time(request.time(3))
                                    .ocsp(objects.ocspRequest, request.bytes(1));
                    return shown(Objects.present(objects.certificate).verify(options));
                });
        requests.put(
                "ocsp-request",
                request -> {
                    Certificate certificate = Objects.present(objects.certificate);
                    VerifyOptions options = options(objects, request, 1);
                    OcspRequest made = certificate.ocspRequest(request.bytes(2), options);
                    objects.ocspRequest = Objects.replace(objects.ocspRequest, made);
                    return Driver.list(made.der());
                });
        requests.put(
                "load-revocation-list",
                request -> {
                    VerifyOptions options = options(objects, request, 2);
                    RevocationList list = RevocationList.load(request.bytes(1), options);
                    objects.revocationList = Objects.replace(objects.revocationList, list);
                    return Driver.list(list.thisUpdate(), list.nextUpdate(), list.entryCount());
                });
    }

    /** With the kept CA certificate where the anchors are one's own. */
    private static VerifyOptions options(Objects objects, Request request, int at) {
        Anchors anchors = request.constant(at, Anchors::of, Anchors.PRODUCTION);
        VerifyOptions options = new VerifyOptions().anchors(anchors);
        boolean isOwn = anchors == Anchors.OWN || anchors == Anchors.PRODUCTION_AND_OWN;
        return isOwn ? options.addOwnAnchor(Objects.present(objects.caCertificate)) : options;
    }

    private static List<Object> shown(Verdict verdict) {
        String reasons =
                verdict.reasons().stream()
                        .map(reason -> Integer.toString(reason.value()))
                        .collect(Collectors.joining(","));
        return Driver.list(
                verdict.status().value(),
                reasons.isEmpty() ? null : reasons,
                verdict.revocation().value(),
                verdict.daysLeft().orElse(-1),
                verdict.daysExpired().orElse(-1),
                verdict.isWithinGrace(),
                verdict.policy().orElse(null),
                verdict.policyText(Language.JAPANESE));
    }
}
