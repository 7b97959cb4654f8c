# shellcheck shell=sh disable=SC2154
# What digests of rows cost beside reading the rows. Sourced by run.

# The same table, read by turns by both: seconds of reading, of the digest, KiB that the digests took.
measure_digests()
{
  for engine in $(echo "$engines" | tr , ' '); do
    figures=$work/digest.$engine
    if ! [ -x "$tools/digest" ] || ! "$tools/digest" "$engine" "$tools/read_$engine" "$rows" >"$figures"; then
      echo "digests of $engine" >>"$work/absent"
      continue
    fi
    read -r bare digest kib <"$figures"
    row "$engine: digest of $rows rows of 6 columns / reading them, in s" "$digest / $bare" "$(ratio "$digest" "$bare")" 2
    row "$engine: memory of that digest at its peak, in MiB" "$kib KiB" "$(ratio "$kib" 1024)" 64
  done
}
