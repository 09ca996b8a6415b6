// SPDX-License-Identifier: MIT OR Apache-2.0

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.jpkicard.Attributes;
import jp.jpkicard.Authorities;
import jp.jpkicard.CalendarKind;
import jp.jpkicard.CardAuthorities;
import jp.jpkicard.CheckNumber;
import jp.jpkicard.Face;
import jp.jpkicard.FaceImage;
import jp.jpkicard.Information;
import jp.jpkicard.PictureKind;
import jp.jpkicard.Pin;
import jp.jpkicard.RecordFile;
import jp.jpkicard.RecordFiles;
import jp.jpkicard.RecordKind;

/** Requests about what is printed on a card. */
final class RecordRequests {
    private RecordRequests() {}

    static void add(Map<String, Driver.Work> requests, Objects objects) {
        addCheckNumbers(requests, objects);
        addFaces(requests, objects);
        addAttributes(requests, objects);
        requests.put(
                "information",
                request -> {
                    Information information = objects.card().information();
                    return Driver.list(
                            number(information.expiry()),
                            information.municipalityCode(),
                            information.serialNumber());
                });
        requests.put(
                "own-authority",
                request -> {
                    try (CardAuthorities own = new CardAuthorities()) {
                        RecordKind record = request.constant(1, RecordKind::of);
                        own.add(record, request.bytes(2), request.bytes(3));
                        objects.card().setAuthorities(own);
                    }
                    return Driver.none();
                });
    }

    private static String number(Optional<LocalDate> date) {
        return date.map(DateTimeFormatter.BASIC_ISO_DATE::format).orElse("0");
    }

    private static void addCheckNumbers(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "check-number",
                request -> {
                    CalendarKind calendar = request.constant(2, CalendarKind::of);
                    try (Pin code = request.secret(4)) {
                        CheckNumber made =
                                CheckNumber.of(
                                        request.number(1), calendar, request.number(3), code);
                        objects.checkNumber = Objects.replace(objects.checkNumber, made);
                    }
                    return Driver.list(Request.masked(objects.checkNumber));
                });
        requests.put(
                "check-number-digits",
                request -> {
                    try (Pin digits = request.secret(1);
                            Pin code = request.secret(3)) {
                        CheckNumber made =
                                CheckNumber.ofPrintedDigits(digits, request.number(2), code);
                        objects.checkNumber = Objects.replace(objects.checkNumber, made);
                    }
                    return Driver.list(Request.masked(objects.checkNumber));
                });
        requests.put(
                "compare-birth-date",
                request -> {
                    objects.card()
                            .compareBirthDate(
                                    request.number(1),
                                    request.constant(2, CalendarKind::of),
                                    request.constant(3, Authorities::of),
                                    request.lastTry(4));
                    return Driver.none();
                });
        requests.put(
                "compare-birth-date-digits",
                request -> {
                    try (Pin digits = request.secret(1)) {
                        Authorities authorities = request.constant(2, Authorities::of);
                        objects.card()
                                .compareBirthDatePrintedDigits(
                                        digits, authorities, request.lastTry(3));
                    }
                    return Driver.none();
                });
    }

    private static void addFaces(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "face",
                request -> {
                    CheckNumber number = Objects.present(objects.checkNumber);
                    Authorities authorities = request.constant(1, Authorities::of);
                    Face face = objects.card().face(number, authorities, request.lastTry(2));
                    objects.face = Objects.replace(objects.face, face);
                    return shown(face);
                });
        requests.put(
                "face-for-challenge",
                request -> {
                    CheckNumber number = Objects.present(objects.checkNumber);
                    Authorities authorities = request.constant(2, Authorities::of);
                    objects.challenge = request.bytes(1);
                    Face face =
                            objects.card()
                                    .faceForChallenge(
                                            number,
                                            objects.challenge,
                                            authorities,
                                            request.lastTry(3));
                    objects.face = Objects.replace(objects.face, face);
                    return shown(face);
                });
        requests.put(
                "face-files",
                request -> {
                    Face from = Objects.present(objects.face);
                    RecordFiles files =
                            RecordFiles.ofFace(
                                    file(from, RecordFile.RECORD),
                                    file(from, RecordFile.CERTIFICATE),
                                    file(from, RecordFile.SIGNATURE),
                                    Objects.present(objects.challenge));
                    Face face = Face.of(files, request.constant(1, Authorities::of));
                    objects.face = Objects.replace(from, face);
                    return shown(face);
                });
        requests.put(
                "picture",
                request -> {
                    Face face = Objects.present(objects.face);
                    byte[] picture = face.picture(request.constant(1, PictureKind::of));
                    return Driver.list(
                            picture.length, Arrays.copyOf(picture, Math.min(8, picture.length)));
                });
    }

    private static byte[] file(Face face, RecordFile kind) {
        return face.file(kind).orElse(new byte[0]);
    }

    private static List<Object> shown(Face face) {
        return Driver.list(
                number(face.birthDate()),
                face.sex().value(),
                number(face.expiry()),
                face.birthDateDigits(),
                face.image(FaceImage.PHOTO).map(photo -> photo.length).orElse(0));
    }

    private static void addAttributes(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "attributes",
                request -> {
                    Authorities authorities = request.constant(2, Authorities::of);
                    try (Pin pin = request.secret(1)) {
                        Attributes read =
                                objects.card().attributes(pin, authorities, request.lastTry(3));
                        objects.attributes = Objects.replace(objects.attributes, read);
                        return shown(read);
                    }
                });
        requests.put(
                "attributes-by-check-number",
                request -> {
                    CheckNumber number = Objects.present(objects.checkNumber);
                    Authorities authorities = request.constant(1, Authorities::of);
                    Attributes read =
                            objects.card().attributes(number, authorities, request.lastTry(2));
                    objects.attributes = Objects.replace(objects.attributes, read);
                    return shown(read);
                });
        requests.put(
                "other-objects",
                request ->
                        Driver.list(Objects.present(objects.attributes).otherObjects().size()));
    }

    private static List<Object> shown(Attributes attributes) {
        return Driver.list(
                attributes.name(),
                attributes.address(),
                number(attributes.birthDate()),
                attributes.sex().value(),
                attributes.birthDateDigits());
    }
}
