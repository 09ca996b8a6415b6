/* Scripted cards with realistic contents, taken from a virtual card. */
#ifndef GENUINE_CARD_H
#define GENUINE_CARD_H

#include "scripted_card.h"

/* The challenge for such a card, for which its signature is valid. */
extern const uint8_t CHALLENGE[];
enum { CHALLENGE_LENGTH = 9 };

extern jpki_authentication genuine;

void take_genuine(void);
void free_genuine(void);
/* A card with which an authentication succeeds. */
struct scripted_card good_card(void);

#endif
