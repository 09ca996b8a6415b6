/* A program that is linked with an import library, and checks that headers and DLL belong together. */
#include <stdio.h>
#include <string.h>

#include <jpkicard.h>

int main(void)
{
    if (strcmp(jpki_version(), JPKI_VERSION_TEXT) != 0) {
        printf("version %s, not %s\n", jpki_version(), JPKI_VERSION_TEXT);
        return 1;
    }
    printf("linked: version %s, features %lu\n", jpki_version(), (unsigned long)jpki_features());
    return (jpki_features() & JPKI_FEATURE_PICTURE) == 0
           || (jpki_features() & JPKI_FEATURE_INDIVIDUAL_NUMBER) != 0;
}
