/*
 * Functions that a compiler of LLVM 15 or later calls under ThreadSanitizer, for the runtime of an
 * earlier version: its own memcpy and memset, which it instruments.
 */
#include <string.h>

void *__tsan_memcpy(void *to, const void *from, size_t length);
void *__tsan_memmove(void *to, const void *from, size_t length);
void *__tsan_memset(void *memory, int byte, size_t length);

#pragma weak __tsan_memcpy
#pragma weak __tsan_memmove
#pragma weak __tsan_memset

void *__tsan_memcpy(void *to, const void *from, size_t length)
{
    return memcpy(to, from, length);
}

void *__tsan_memmove(void *to, const void *from, size_t length)
{
    return memmove(to, from, length);
}

void *__tsan_memset(void *memory, int byte, size_t length)
{
    return memset(memory, byte, length);
}
