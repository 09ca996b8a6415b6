/*
 * The plan, "FUNCTION:N:CODE": the Nth call of FUNCTION from now on is answered with CODE and not
 * made. FUNCTION is a name without A or W, or * for any; CODE is decimal, or hexadecimal after 0x.
 * A code that says that the service has gone ends all handles. At the start the plan is that of the
 * environment variable JPKI_TEST_WINSCARD.
 */
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "plan.h"

enum { MOST_CALLS = 4096 };

static char function_planned[32];
static int number_planned;
static LONG code_planned;
static int met; /* how many calls of that function there were */
static int struck;
static const char *made[MOST_CALLS];
static int made_count;
static int began;
static SRWLOCK guard = SRWLOCK_INIT;

static void take(const char *plan)
{
    char code[16] = "";

    number_planned = 0;
    met = 0;
    struck = 0;
    made_count = 0;
    if (sscanf(plan, "%31[^:]:%d:%15s", function_planned, &number_planned, code) == 3) {
        code_planned = (LONG)strtoul(code, NULL, 0);
    }
}

void JpkiTestPlan(const char *plan)
{
    AcquireSRWLockExclusive(&guard);
    began = 1;
    take(plan);
    ReleaseSRWLockExclusive(&guard);
}

int JpkiTestCalls(void)
{
    return made_count;
}

int JpkiTestStruck(void)
{
    return struck;
}

const char *JpkiTestCall(int number)
{
    return number >= 1 && number <= made_count ? made[number - 1] : "";
}

static int says_gone(LONG code)
{
    switch (code) {
    case ERROR_INVALID_HANDLE:
    case ERROR_BROKEN_PIPE:
    case RPC_S_SERVER_UNAVAILABLE:
    case RPC_S_CALL_FAILED:
    case RPC_S_CALL_FAILED_DNE:
    case SCARD_E_NO_SERVICE:
    case SCARD_E_SERVICE_STOPPED:
    case SCARD_E_SYSTEM_CANCELLED:
        return 1;
    default:
        return 0;
    }
}

LONG planned(const char *function)
{
    LONG code = SCARD_S_SUCCESS;

    AcquireSRWLockExclusive(&guard);
    if (!began) {
        char plan[64] = "";

        began = 1;
        GetEnvironmentVariableA("JPKI_TEST_WINSCARD", plan, sizeof plan);
        take(plan);
    }
    if (made_count < MOST_CALLS) {
        made[made_count++] = function;
    }
    if (number_planned > 0
        && (strcmp(function_planned, "*") == 0 || strcmp(function_planned, function) == 0)
        && ++met == number_planned) {
        code = code_planned;
        struck = made_count;
    }
    ReleaseSRWLockExclusive(&guard);
    if (says_gone(code)) {
        end_all_handles(code);
    }
    return code;
}
