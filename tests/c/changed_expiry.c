/*
 * The year of expiry as someone changed it who has no key: nothing signs it, so that no
 * check finds it. For programs compiled with -Djpki_face_expiry=changed_expiry.
 */
#include <jpkicard.h>

#undef jpki_face_expiry
int32_t jpki_face_expiry(const jpki_face *face);

int32_t changed_expiry(const jpki_face *face)
{
    return jpki_face_expiry(face) + 10000;
}
