/*
 * What the tests' winscard.dll exports beside PC/SC, for the program that it is beside.
 */
#ifndef PLAN_H
#define PLAN_H

/* Replaces the plan, and begins to count the calls again. */
void JpkiTestPlan(const char *plan);
/* How many calls there were, and the name of each, from 1. */
int JpkiTestCalls(void);
const char *JpkiTestCall(int number);
/* The number of the call that was answered with the code; 0 for none yet. */
int JpkiTestStruck(void);

#endif
