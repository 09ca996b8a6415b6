/* Scripted cards that hold what a real one would: taken off a virtual card. */
#ifndef GENUINE_CARD_H
#define GENUINE_CARD_H

#include "scripted_card.h"

/* What such a card is asked to sign, so that its signature is right. */
extern const uint8_t CHALLENGE[];
enum { CHALLENGE_LENGTH = 9 };

extern jpki_reception genuine;

void take_genuine(void);
void free_genuine(void);
/* A card that can be received. */
struct scripted_card good_card(void);

#endif
