// SPDX-License-Identifier: MIT OR Apache-2.0

import jp.jpkicard.Attributes;
import jp.jpkicard.Card;
import jp.jpkicard.Certificate;
import jp.jpkicard.CheckNumber;
import jp.jpkicard.Context;
import jp.jpkicard.Face;
import jp.jpkicard.JpkiException;
import jp.jpkicard.Monitor;
import jp.jpkicard.OcspRequest;
import jp.jpkicard.RevocationList;
import jp.jpkicard.Signature;
import jp.jpkicard.Status;
import jp.jpkicard.Transaction;

/** The last of each object. */
final class Objects {
    Attributes attributes;
    Card card;
    Certificate caCertificate;
    Certificate certificate;
    byte[] challenge;
    CheckNumber checkNumber;
    Context context;
    Face face;
    Monitor monitor;
    OcspRequest ocspRequest;
    RevocationList revocationList;
    Signature signature;
    Transaction transaction;

    Card card() {
        return present(card);
    }

    /** What is not there is as a handle that is NULL. */
    static <T> T present(T object) {
        if (object == null) {
            throw JpkiException.of(Status.HANDLE);
        }
        return object;
    }

    /** Closes an object that another one replaces. */
    static <T extends AutoCloseable> T replace(T before, T after) throws Exception {
        if (before != null && before != after) {
            before.close();
        }
        return after;
    }

    void forget() throws Exception {
        AutoCloseable[] all = {
            attributes, card, caCertificate, certificate, checkNumber, face, monitor, ocspRequest,
            revocationList, context,
        };
        for (AutoCloseable one : all) {
            replace(one, null);
        }
        attributes = null;
        card = null;
        caCertificate = null;
        certificate = null;
        challenge = null;
        checkNumber = null;
        context = null;
        face = null;
        monitor = null;
        ocspRequest = null;
        revocationList = null;
        signature = null;
        transaction = null;
        System.gc();
    }
}
