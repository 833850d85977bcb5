# Shared by the scripts of this directory; each sources it first. Not a program.
# shellcheck shell=bash

# Programs for administrators (libvirtd) are not on every user's PATH.
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
logs=$PWD/.build/ci
started=$EPOCHREALTIME

# In front of a test run: so many tests at once. Swift Testing starts all of them together, and with two processors each
# lasts as long then as all do; the times that tests allow would be for a host as fast and as idle as ours.
abreast=(env SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH="${MAYFLY_TESTS_ABREAST:-8}")

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }

# Ends the script: what is wrong, then what to do, a line each.
die() {
  printf 'error: %s\n' "$1" >&2
  shift
  (($# == 0)) || printf '       %s\n' "$@" >&2
  exit 1
}

# Seconds since the first argument, a value of $EPOCHREALTIME, with a tenth.
since() {
  local now=${EPOCHREALTIME/[^0-9]/} before=${1/[^0-9]/} tenths
  tenths=$(((now - before) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# The end, which a crash report can fill, and then the lines that tell most: what is read first comes last, for who sees
# only the last lines. An issue of a test has some of the lines that follow it, but for those of a guest's console.
show_failure() {
  local telling
  telling=$(
    awk '
      /error:|Fatal error|\*\*\* Program crashed/ || /^✘ .*(recorded an issue|failed to)/ {
        left = /^✘ .*recorded an issue/ ? 20 : 0
        if (!seen[$0]++ && ++shown <= 60) print; else left = 0
        next
      }
      # Each beginning by itself: some awks know bytes only. After the arrow is what the test says of its issue.
      /^(◇|✔|✘|➜)/ { left = 0 }
      left > 0 && !/^ *\| / { left--; print }
    ' "$1"
  ) || telling=
  tail -n 100 "$1"
  [[ -z $telling ]] || printf '\nWhat failed:\n%s\n' "$telling"
}

# The file that a step's output goes to.
log_of() { printf '%s/%s.log' "$logs" "${1//[^A-Za-z0-9]/-}"; }

# step NAME COMMAND...: runs a command quietly and says how long it took; its output is shown when it fails.
# (bash does not stop at an error within the command when that is a function: it returns its own errors.)
# With MAYFLY_VERBOSE=1 the output is shown as it comes.
step() {
  local name=$1 start=$EPOCHREALTIME log status=0
  shift
  mkdir -p "$logs"
  log=$(log_of "$name")
  [[ -t 1 ]] && printf '     %s ...\r' "$name"
  if [[ ${MAYFLY_VERBOSE:-} == 1 ]]; then
    "$@" 2>&1 | tee "$log" || status=$?
  else
    "$@" >"$log" 2>&1 || status=$?
  fi
  if ((status != 0)); then
    [[ ${MAYFLY_VERBOSE:-} == 1 ]] || show_failure "$log"
    say "FAIL $name ($(since "$start"), exit code $status); the whole output is in ${log#"$PWD/"}"
    exit "$status"
  fi
  printf '%-60s %10s\n' "ok   $name" "$(since "$start")"
}

# count_tests NAME: says how many tests that step ran, and which it skipped and why. No tests at all is a failure.
count_tests() {
  local log result
  log=$(log_of "$1")
  # The first: what follows is what ci/again ran once more.
  result=$(grep -m 1 -oE 'Test run with [0-9]+ tests?.* (passed|failed) after.*' "$log") || result=
  # Of many for the same reason the number is enough.
  grep -hE '^. (Test|Suite) .* skipped(\.|: .*)$' "$log" | sed 's/^. //' | sort -u | awk -F ' skipped[.:] ?' '
    { count[$2]++; if (count[$2] <= 3) lines[$2] = lines[$2] "     " $0 "\n" }
    END {
      for (why in count) {
        if (count[why] > 3) printf "     %d tests and suites skipped: %s\n", count[why], why
        else printf "%s", lines[why]
      }
    }' | sort || true
  [[ $result && $result != *" 0 tests"* ]] || die "'$1' ran no tests; the output is in ${log#"$PWD/"}"
  say "     ${result#Test run with }"
}

# How many jobs a build runs at once, when that is limited.
jobs=()
[[ -z ${MAYFLY_JOBS:-} ]] || jobs=(-j "$MAYFLY_JOBS")

# The last line of a script that went well.
finish() { say "$1 in $(since "$started")"; }
