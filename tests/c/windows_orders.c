/*
 * What a program under tests/wine/desk asks for.
 */
#include "windows_orders.h"

#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORDER_SIZE = 512 };

const char *order(const char *format, ...)
{
    static char answer[ORDER_SIZE];
    va_list arguments;

    va_start(arguments, format);
    printf("do ");
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    fflush(stdout);
    CHECK(fgets(answer, sizeof answer, stdin) != NULL);
    answer[strcspn(answer, "\r\n")] = 0;
    return answer;
}

int card_says(int reader, const char *name)
{
    const char *answer = order("status %d", reader), *at = strstr(answer, name);

    CHECK(at != NULL && at[strlen(name)] == '=');
    at += strlen(name) + 1;
    return strncmp(at, "true", 4) == 0 ? 1 : atoi(at);
}

int key_is_open(int reader)
{
    return card_says(reader, "authentication_key_open");
}
