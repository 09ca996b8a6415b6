/* Freed handles: in any order, twice, used afterwards, and never reissued. */
#include "misuse_memory.h"

#include <string.h>

/* Every export that takes a handle, with one that is closed. */
static void check_closed(const struct objects *closed, const struct memory *memory)
{
    struct call call;
    int i;

    for (i = 0; i < export_count; i++) {
        const struct export *export = &exports[i];
        if (export->parameters[0] >= HANDLE_KINDS || export->parameters[0] == NO_PARAMETER) {
            continue;
        }
        checks_about = export->name;
        fill_call(&call, export, memory, closed);
        export->call(&call);
        if (export->returns == STATUS) {
            CHECK_CALL(JPKI_ERROR_HANDLE, *memory->error, call.status);
            check_nothing(export, &call, -1, -1);
        } else {
            CHECK(call.pointer == NULL || strcmp(call.pointer, "") == 0);
            CHECK(call.number == (export->returns == MOMENT ? -1 : 0));
        }
    }
    checks_about = "";
}

enum { COUNT = HANDLE_KINDS - 1, TRIED = 720 };

/* In many orders, each twice; the remaining ones work until their turn comes. */
static void free_in_many_orders(void)
{
    const struct objects model = open_objects();
    const struct memory memory = new_memory(&model);
    int64_t orders = 1, step;
    int order, kinds;

    for (kinds = 2; kinds <= COUNT; kinds++) {
        orders *= kinds;
    }
    /* One more, because a multiple of the number of kinds would always start with the same one. */
    step = orders / TRIED + 1;
    for (order = 0; order < TRIED; order += brief ? 7 : 1) {
        struct objects objects = open_objects();
        int64_t number = order * step;
        int left[COUNT], count;

        for (count = 0; count < COUNT; count++) {
            left[count] = count + 1;
        }
        for (count = COUNT; count > 0; count--) {
            const int place = (int)(number % count);
            const enum handle_kind kind = (enum handle_kind)left[place];

            number /= count;
            free_handle(kind, objects.handles[kind]);
            free_handle(kind, objects.handles[kind]);
            left[place] = left[count - 1];
            if (kind != CARD && memchr(left, CARD, sizeof(int) * (size_t)(count - 1)) != NULL) {
                check_three_tries(objects.handles[CARD]);
            }
        }
        check_closed(&objects, &memory);
        jpki_certificate_free(objects.authority);
    }
    check_objects(&model);
    free_objects(&model);
}

/* A number is not used twice, so an old handle never reaches a new object. */
static void old_handles(void)
{
    enum { HANDLES = 200 };
    jpki_context *contexts[HANDLES];
    int i, k;

    for (i = 0; i < HANDLES; i++) {
        int is_new = 1;
        CHECK_STATUS(JPKI_OK, jpki_context_new(&contexts[i], NULL));
        for (k = 0; k < i; k++) {
            is_new = is_new && contexts[k] != contexts[i];
        }
        CHECK(is_new);
        jpki_context_free(contexts[i]);
    }
    for (i = 0; i < HANDLES; i++) {
        CHECK_STATUS(JPKI_ERROR_HANDLE, jpki_context_cancel(contexts[i], NULL));
    }
}

void misuse_handles(void)
{
    free_in_many_orders();
    old_handles();
}
