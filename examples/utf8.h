/*
 * For the examples: arguments, file names and output in UTF-8, as the library's texts and readers'
 * names are. On Windows, main, fopen and the console use code pages, in Japan 932, which lack some
 * characters of people's names; elsewhere all three are in UTF-8 already.
 */
#ifndef JPKICARD_EXAMPLES_UTF8_H
#define JPKICARD_EXAMPLES_UTF8_H

#include <stdio.h>

#ifdef _WIN32

#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

#ifdef _MSC_VER
#pragma comment(lib, "shell32")
#endif

static UINT utf8_output_before;

static void utf8_restore_output(void)
{
    SetConsoleOutputCP(utf8_output_before);
}

/* The text in UTF-8, which the caller frees; NULL if there is no memory. */
static char *utf8_of(const wchar_t *text)
{
    const int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *converted = size > 0 ? (char *)malloc((size_t)size) : NULL;

    if (converted != NULL) {
        WideCharToMultiByte(CP_UTF8, 0, text, -1, converted, size, NULL, NULL);
    }
    return converted;
}

/* Replaces main's arguments, which Windows has converted to its code page, and lets a console show
 * UTF-8 until the program ends. The arguments live as long as the program. 0 without memory. */
static int utf8_begin(int *argc, char ***argv)
{
    int count = 0, i;
    wchar_t **const wide = CommandLineToArgvW(GetCommandLineW(), &count);
    char **const converted = (char **)calloc((size_t)count + 1, sizeof *converted);

    if (wide == NULL || converted == NULL) {
        return 0;
    }
    for (i = 0; i < count; i++) {
        converted[i] = utf8_of(wide[i]);
        if (converted[i] == NULL) {
            return 0;
        }
    }
    LocalFree(wide);
    *argc = count;
    *argv = converted;
    utf8_output_before = GetConsoleOutputCP();
    if (utf8_output_before != 0 && SetConsoleOutputCP(CP_UTF8)) {
        atexit(utf8_restore_output);
    }
    return 1;
}

/* Opens the file with this name in UTF-8, as fopen does. */
static inline FILE *utf8_open(const char *name, const char *mode)
{
    wchar_t wide_name[1024], wide_mode[8];

    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, wide_name, 1024) == 0
        || MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, mode, -1, wide_mode, 8) == 0) {
        return NULL;
    }
    return _wfopen(wide_name, wide_mode);
}

#else

static inline int utf8_begin(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 1;
}

static inline FILE *utf8_open(const char *name, const char *mode)
{
    return fopen(name, mode);
}

#endif

#endif /* JPKICARD_EXAMPLES_UTF8_H */
