/* Memory in pages of its own, after which nothing is accessible. */
#ifndef FENCE_H
#define FENCE_H

#include <stddef.h>

/* The end of at least `length` bytes; NULL if there are none. They are never freed. */
char *end_of_pages(size_t length);
/* Makes the environment's smart card service one that is not there, where it can be chosen. */
int without_service(void);

#endif
