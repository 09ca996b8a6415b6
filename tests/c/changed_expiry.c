/*
 * A year of expiry changed without any key: it is not signed, so no check detects the change. For
 * programs compiled with -Djpki_face_expiry=changed_expiry.
 */
#include <jpkicard.h>

#undef jpki_face_expiry
int32_t jpki_face_expiry(const jpki_face *face);

int32_t changed_expiry(const jpki_face *face)
{
    return jpki_face_expiry(face) + 10000;
}
