/* A client library of PostgreSQL without any of its functions. */
int old_libpq(void);

int old_libpq(void)
{
  return 0;
}
