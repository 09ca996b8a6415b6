#define _DEFAULT_SOURCE

#include "fence.h"

#ifdef _WIN32

#include <windows.h>

char *end_of_pages(size_t length)
{
    SYSTEM_INFO system;
    size_t page, room;
    char *memory;
    DWORD before;

    GetSystemInfo(&system);
    page = system.dwPageSize;
    room = (length + page - 1) / page * page;
    memory = VirtualAlloc(NULL, room + page, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (memory == NULL || !VirtualProtect(memory + room, page, PAGE_NOACCESS, &before)) {
        return NULL;
    }
    return memory + room;
}

int without_service(void)
{
    return 1;
}

#else

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

char *end_of_pages(size_t length)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t room = (length + page - 1) / page * page;
    char *memory = mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                        -1, 0);

    if (memory == MAP_FAILED || mprotect(memory + room, page, PROT_NONE) != 0) {
        return NULL;
    }
    return memory + room;
}

int without_service(void)
{
    return setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm", 1) == 0;
}

#endif
