# From mighar's JSON to lines that a person can review. The line of an engine counts the migrations whose checks
# all passed; below it stand the checks that did not pass, or that passed with a reservation, with their
# findings. A check that was skipped only because an earlier one of the same migration failed is not told.
#
# Checks are not counted, so that a new one, as long as it passes, changes no case. A time of day is that of the
# run: it becomes TIME.

def one_line: gsub("\\\\"; "\\\\") | gsub("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"; "TIME") | gsub("\n"; "\\n") | gsub("\t"; "\\t");

def passes: .checks | length > 0 and all(.verdict == "pass");

def counts: "\(.migrations | map(select(passes)) | length) of \(.migrations | length) pass";

def place:
  [.file // "" | split("/")[-1]] + [.line, .column] | map(select(. != null and . != "")) | join(":");

# What its message says behind the words of the property.
def cause:
  (.property // "") as $what
  | if .kind == "lost" or .kind == "altered" then (.message | split("\($what), ")[1:]) else [] end;

# What happened to an object stands on its own; anything else is told by its place and message.
def finding:
  if .object != null then
    [.kind, .object] + (if .property != null then [.property, .before // "-", .after // "-"] else [] end) + cause
    | map(one_line) | "    " + join(" | ")
  else
    "    \(.kind) at \(place) | \(.message | one_line)",
    (.hint | select(. != null) | "      hint: \(one_line)")
  end;

def check($prefix):
  "  \($prefix)\(.check) \(.verdict)" + (if .reason != null then ": \(.reason | one_line)" else "" end),
  (.findings[] | finding),
  (.notes // [] | .[] | finding | sub("^ +"; "    note: "));

def checks($prefix):
  . as $checks
  | range(length)
  | . as $i
  | ($checks[:$i] | any(.verdict == "fail" or .verdict == "error")) as $consequence
  | $checks[$i]
  | select((.verdict == "skip" and $consequence | not) and (.verdict != "pass" or .reason != null or .findings != [] or .notes != null))
  | check($prefix);

(.warnings[]? | "warning: \(one_line)"),
(.engines[]
 | if .skipped != null then "\(.engine): \(.skipped)" else "\(.engine): \(counts)" end,
   (.migrations[] | .version as $version | .checks | checks("\($version) ")),
   (.checks | checks("")))
