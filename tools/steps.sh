# shellcheck shell=bash
# Sourced by the scripts in tools/. Prints what is being done, how long it took, and what went wrong. Everything goes to
# stderr, so that a command's own output stays clean.

# The cache for everything that is expensive to build. All clones share it.
# shellcheck disable=SC2034
bmail_cache=${BMAIL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bmail}

if [[ -t 2 ]]; then bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'; else bold='' dim='' red='' plain=''; fi

# step "what it does" command...: runs the command, and exits with its code if that is not 0.
# Do not use it in a condition (`if step`, `step ||`): bash ignores errors inside functions there.
step() {
  local text=$1 started=$SECONDS code
  shift
  echo "$bold==>$plain $text" >&2
  set +e
  (set -e; "$@")
  code=$?
  set -e
  ((code == 0)) || fail "failed after $((SECONDS - started)) s: $text" "$code"
  echo "$dim    $((SECONDS - started)) s: $text$plain" >&2
}

# fail "what is wrong and what to do" [exit code]
fail() {
  echo "${red}$(basename "$0"): $1$plain" >&2
  exit "${2:-1}"
}
