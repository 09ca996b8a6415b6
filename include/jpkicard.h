/*
 * jpkicard: use Japan's Individual Number Card (My Number Card) from C.
 * Generated: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Conventions
 *
 * 1. Every function that can fail returns jpki_status: JPKI_OK (0) or a negative
 *    JPKI_ERROR_*. Its last parameter is a jpki_error, or NULL. There is no hidden
 *    "last error", and nothing in a jpki_error needs freeing. Test what the function
 *    returned: a jpki_error whose struct_size is wrong is not written to.
 * 2. A handle (jpki_context *, jpki_card *, ...) is an opaque ID stored in a
 *    pointer-sized value: never dereference it. NULL, freed and made-up handles are
 *    JPKI_ERROR_HANDLE. Free each once, in any order; freeing NULL does nothing.
 * 3. Enumerations are int32_t, with a typedef each. A constant of another enumeration, a
 *    length or a time in the place of one is JPKI_ERROR_ARGUMENT, and so is 0; in a
 *    structure 0 is the default.
 * 4. Structures begin with struct_size, set by the caller to sizeof of the structure. A
 *    smaller one is an older caller's, down to the fields that each call needs: those
 *    that it lacks are taken as zero and not written. A larger one, up to 4096 bytes, is
 *    a later caller's: one that is read is refused if a field that this version does not
 *    know is not zero; one that is written keeps those fields.
 * 5. Data and PINs are pointer and length in bytes. Texts that end with NUL are
 *    described as such, and are UTF-8. Nothing that is passed in is kept.
 * 6. Results are objects with functions that return data and its length; these do not
 *    touch the card, and the memory belongs to the object until it is freed.
 * 7. Any thread may call any function. Calls on one card run one after the other.
 * 8. A PIN try is spent only by functions whose comments say so, and at most one by each
 *    call.
 */

#ifndef JPKICARD_H
#define JPKICARD_H

#include <jpkicard/library.h>
#include <jpkicard/certificate.h>
#include <jpkicard/card.h>
#include <jpkicard/face.h>
#include <jpkicard/trust.h>

#endif /* JPKICARD_H */
