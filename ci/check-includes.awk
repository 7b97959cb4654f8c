# Reads names of source files. ROOMS and NEVER in the environment are the tables of ci/check-includes.

BEGIN {
  read_rooms(ENVIRON["ROOMS"])
  read_never(ENVIRON["NEVER"])
}

{ check_file($0) }

END { exit wrong }

function complain(message)
{
  print message
  wrong = 1
}

# Columns are two spaces or more apart; the first column is two spaces in.
function read_rooms(table,   lines, columns, n, i)
{
  n = split(table, lines, "\n")
  for (i = 1; i <= n; i++) {
    if (lines[i] !~ /[^ ]/ || lines[i] ~ /^  room /)
      continue
    sub(/^ +/, "", lines[i])
    split(lines[i], columns, /  +/)
    add_room(columns[1], columns[2], columns[3])
  }
}

function add_room(room, own, others,   names, n, i)
{
  rooms[room] = 1
  n = split(others == "-" ? "" : others, names, " ")
  for (i = 1; i <= n; i++) {
    if (!(names[i] in owner))
      complain("ci/check-includes: " room " leans on '" names[i] "', which no room above it owns")
    may[room, names[i]] = 1
  }
  n = split(own == "-" ? "" : own, names, " ")
  for (i = 1; i <= n; i++) {
    owner[names[i]] = room
    may[room, names[i]] = 1
  }
}

function read_never(table,   lines, n, i, line)
{
  n = split(table, lines, "\n")
  for (i = 1; i <= n; i++) {
    line = lines[i]
    sub(/^ +/, "", line)
    if (line == "")
      continue
    rules++
    place[rules] = line
    sub(/ .*/, "", place[rules])
    sub(/^[^ ]+ +/, "", line)
    reason[rules] = line
    sub(/.*  +/, "", reason[rules])
    pattern[rules] = line
    sub(/  +.*/, "", pattern[rules])
    if (pattern[rules] !~ /^\^/)
      pattern[rules] = "(^|[^A-Za-z0-9_])" pattern[rules]
  }
}

# The room of a file: the folder that the table has, or for a contract the room that owns it.
function room_of(file,   name)
{
  if (file ~ /^include\/mighar\//) {
    name = file
    gsub(/.*\/|\.h$/, "", name)
    if (!(name in owner))
      complain(file ":1: a contract that no room owns: see ci/check-includes")
    return owner[name]
  }
  name = file
  while (sub(/\/[^\/]*$/, "", name))
    if (name in rooms || name == "harness/cli")
      return name
  complain(file ":1: is in no room: see ci/check-includes")
  return ""
}

function check_file(file,   room, line, text, number, i)
{
  room = room_of(file)
  in_comment = 0
  number = 0
  while ((getline line < file) > 0) {
    number++
    if (line !~ /^#include/ || in_comment)
      text = code_of(line)
    else {
      text = line
      check_contract(file, number, room, line)
    }
    for (i = 1; i <= rules; i++)
      if (applies(place[i], file) && text ~ pattern[i])
        complain(file ":" number ": " line "    (" reason[i] ")")
  }
  close(file)
}

function check_contract(file, number, room, line,   name)
{
  if (line !~ /<mighar\// || room == "harness/cli")
    return
  name = line
  gsub(/.*<mighar\/|\.h>.*/, "", name)
  if (!((room, name) in may))
    complain(file ":" number ": " line "    (" room " may not lean on it)")
}

function applies(place, file)
{
  if (place ~ /^!/)
    return file !~ ("^(" substr(place, 2) ")")
  return file ~ ("^(" place ")")
}

# The line without comments, and with strings and characters emptied.
function code_of(line,   code, token, end)
{
  code = ""
  while (line != "") {
    if (in_comment) {
      end = index(line, "*/")
      if (!end)
        return code
      in_comment = 0
      line = substr(line, end + 2)
      continue
    }
    if (!match(line, /"([^"\\]|\\.)*"|'([^'\\]|\\.)+'|\/\*|\/\/.*/))
      return code line
    token = substr(line, RSTART, 2)
    code = code substr(line, 1, RSTART - 1) (token ~ /^\// ? " " : "\"\"")
    line = substr(line, RSTART + RLENGTH)
    in_comment = token == "/*"
  }
  return code
}
