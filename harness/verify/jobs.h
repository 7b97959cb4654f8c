/* How many threads work at a time. */
#pragma once

#include <mighar/verify.h>

/* How many may; 1 for NULL. */
guint jobs_count(const MigharJobs *jobs);

/* Waits until the calling thread may work; NULL: at once. */
void jobs_enter(MigharJobs *jobs);

/* The calling thread waits for something, or has ended. */
void jobs_leave(MigharJobs *jobs);
