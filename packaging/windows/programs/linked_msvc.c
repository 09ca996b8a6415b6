/* Compiled and linked as by MSVC, but without its C library: the exit code is the result. */
#include <jpkicard.h>

int start(void)
{
    return (jpki_features() & JPKI_FEATURE_PICTURE) == 0;
}
