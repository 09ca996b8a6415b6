#include "scripted_card.h"

#include "check.h"

#include <string.h>

enum {
    CERTIFICATE_FILE = 0x0A,
    CA_CERTIFICATE_FILE = 0x0B,
    TOKEN_FILE = 0x06,
    SHORT_IDENTIFIER = 0x80
};

static enum command_kind kind_of(const uint8_t *command, size_t length)
{
    if (length < 4) {
        return UNKNOWN_COMMAND;
    }
    switch (command[1]) {
    case 0xA4:
        if (command[2] == 0x02) {
            return SELECT_FILE;
        }
        return length > 5 && command[5] == 0xD3 ? SELECT_APPLICATION : LEAVE;
    case 0xB0: return READ;
    case 0x20: return length == 4 ? QUERY : VERIFY;
    case 0x2A: return SIGN;
    default: return UNKNOWN_COMMAND;
    }
}

/* An answer being built: its buffer, and its length so far. */
struct answer {
    uint8_t *place;
    size_t size, length;
};

static void put(struct answer *answer, const uint8_t *data, size_t length)
{
    CHECK(length <= answer->size - answer->length);
    memcpy(answer->place + answer->length, data, length);
    answer->length += length;
}

static void put_word(struct answer *answer, unsigned word)
{
    const uint8_t bytes[2] = {(uint8_t)(word >> 8), (uint8_t)word};
    put(answer, bytes, sizeof bytes);
}

static void read_file(struct scripted_card *card, const uint8_t *command, struct answer *answer)
{
    static const uint8_t token[160] = "JPKIAPICCTOKEN2                 ";
    struct bytes file = {token, sizeof token};
    size_t offset, wanted = command[4] == 0 ? 256 : command[4];

    if ((command[2] & SHORT_IDENTIFIER) != 0) {
        card->selected_file = command[2] & 0x1F;
        offset = command[3];
    } else {
        offset = (size_t)command[2] << 8 | command[3];
    }
    if (card->selected_file == CERTIFICATE_FILE) {
        file = card->certificate;
    } else if (card->selected_file == CA_CERTIFICATE_FILE) {
        file = card->ca_certificate;
    } else if (card->selected_file != TOKEN_FILE) {
        put_word(answer, 0x6A82);
        return;
    }
    if (offset > file.length) {
        put_word(answer, 0x6B00);
        return;
    }
    put(answer, file.data + offset,
        wanted < file.length - offset ? wanted : file.length - offset);
    put_word(answer, 0x9000);
}

static void verify(struct scripted_card *card, const uint8_t *command, struct answer *answer)
{
    if (card->tries == 0) {
        put_word(answer, 0x6984);
    } else if (command[4] == 4 && memcmp(command + 5, "1234", 4) == 0) {
        card->tries = 3;
        card->verified = 1;
        put_word(answer, 0x9000);
    } else {
        card->tries--;
        put_word(answer, 0x63C0u | (unsigned)card->tries);
    }
}

static void obey(struct scripted_card *card, enum command_kind kind, const uint8_t *command,
                 struct answer *answer)
{
    switch (kind) {
    case SELECT_APPLICATION: put_word(answer, 0x9000); break;
    case LEAVE:
        card->verified = 0;
        put_word(answer, 0x9000);
        break;
    case READ: read_file(card, command, answer); break;
    case QUERY: put_word(answer, 0x63C0u | (unsigned)card->tries); break;
    case VERIFY: verify(card, command, answer); break;
    case SIGN:
        if (card->verified) {
            put(answer, card->signature.data, card->signature.length);
        }
        put_word(answer, card->verified ? 0x9000 : 0x6982);
        break;
    default: put_word(answer, 0x6D00); break;
    }
}

static int32_t transmit(void *user, const uint8_t *command, size_t command_length,
                        uint8_t *response, size_t response_size, size_t *response_length)
{
    struct scripted_card *card = user;
    const enum command_kind kind = kind_of(command, command_length);
    struct answer answer = {NULL, 0, 0};

    card->commands++;
    card->counts[kind]++;
    card->commands_outside += !card->in_transaction;
    card->used_after_close += card->closes > 0;
    if (card->meanwhile != NULL) {
        card->meanwhile(card);
    }
    answer.place = response;
    answer.size = response_size;
    if (kind != card->trouble) {
        obey(card, kind, command, &answer);
    } else if (card->trouble_status != JPKI_OK) {
        return card->trouble_status;
    } else if (card->trouble_word != 0) {
        put_word(&answer, card->trouble_word);
    } else {
        answer.length = card->trouble_length;
    }
    *response_length = answer.length;
    return JPKI_OK;
}

static int32_t begin_transaction(void *user)
{
    struct scripted_card *card = user;

    card->begins++;
    card->used_after_close += card->closes > 0;
    card->in_transaction = card->begin_status == JPKI_OK;
    return card->begin_status;
}

static int32_t end_transaction(void *user)
{
    struct scripted_card *card = user;

    card->ends++;
    card->used_after_close += card->closes > 0;
    card->in_transaction = 0;
    return card->end_status;
}

static int32_t power_down(void *user)
{
    struct scripted_card *card = user;

    card->power_downs++;
    card->used_after_close += card->closes > 0;
    if (card->power_down_status == JPKI_OK) {
        card->verified = 0;
    }
    return card->power_down_status;
}

static void close_connection(void *user)
{
    struct scripted_card *card = user;
    card->closes++;
}

struct scripted_card scripted_card(void)
{
    struct scripted_card card;

    memset(&card, 0, sizeof card);
    card.tries = 3;
    return card;
}

jpki_transport scripted_transport(struct scripted_card *card)
{
    jpki_transport transport = {0};

    transport.struct_size = sizeof transport;
    transport.user = card;
    transport.transmit = transmit;
    transport.begin_transaction = begin_transaction;
    transport.end_transaction = end_transaction;
    transport.power_down = power_down;
    transport.close = close_connection;
    return transport;
}

jpki_card *scripted_open(struct scripted_card *card)
{
    jpki_error error = used_error();
    jpki_transport transport = scripted_transport(card);
    jpki_card *handle = NULL;

    CHECK_CALL(JPKI_OK, error, jpki_card_open_transport(&transport, &handle, &error));
    /* It was copied, and nothing was sent. */
    memset(&transport, 0x5A, sizeof transport);
    CHECK(card->commands == 0 && card->begins == 0);
    card->handle = handle;
    return handle;
}
