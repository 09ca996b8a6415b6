/* The library stays loaded once it was used: its code is there for a thread that waits in it. */
#include <stdio.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

typedef const char *(__cdecl *version_function)(void);
typedef int (__cdecl *new_function)(void **cancellation, void *error);

int main(void)
{
    HMODULE library;
    void *cancellation = NULL;
    int i;

    for (i = 0; i < 3; i++) {
        library = LoadLibraryA("jpkicard.dll");
        if (!library) {
            printf("jpkicard.dll does not load: error %lu\n", GetLastError());
            return 1;
        }
        ((version_function)(void (*)(void))GetProcAddress(library, "jpki_version"))();
        FreeLibrary(library);
        if (GetModuleHandleA("jpkicard.dll")) {
            puts("it stays loaded before it was used");
            return 1;
        }
    }
    library = LoadLibraryA("jpkicard.dll");
    if (((new_function)(void (*)(void))GetProcAddress(library, "jpki_cancellation_new"))(
            &cancellation, NULL) != 0) {
        puts("no cancellation");
        return 1;
    }
    for (i = 0; i < 3; i++) {
        FreeLibrary(library);
    }
    if (!GetModuleHandleA("jpkicard.dll")) {
        puts("it was unloaded");
        return 1;
    }
    puts("jpkicard.dll stays loaded after its first use");
    return 0;
}
