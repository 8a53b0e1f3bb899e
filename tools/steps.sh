# shellcheck shell=bash
# Sourced by the scripts of tools/: what is being done, how long it took, and what went wrong. All on stderr,
# so that a command's own output stays clean.

# What is expensive to make is kept here, for all clones.
# shellcheck disable=SC2034
bmail_cache=${BMAIL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bmail}

if [[ -t 2 ]]; then bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'; else bold='' dim='' red='' plain=''; fi

# step "what it does" command...: exits with the command's code if that is not 0.
# Not for conditions (`if step`, `step ||`): there bash ignores errors inside functions.
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
