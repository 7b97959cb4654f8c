/* SQLite's memory: parsing a schema asks for many small pieces and gives them back at once. */
#pragma once

/* Has SQLite take its memory from lists of pieces of a size, one of them a thread, and count none of it; and
 * trust that a connection is used by one thread at a time. Of use before SQLite's first connection, without
 * effect after it. Any thread may call it, any number of times. */
void memory_configure(void);
