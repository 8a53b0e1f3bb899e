# shellcheck shell=bash
# Sourced by the scripts in tools/. Prints what is being done, how long it took and how long it may take, and what went
# wrong. Everything goes to stderr, so that a command's own output stays clean.

steps_here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

# The cache for everything that is expensive to build. All clones share it.
# shellcheck disable=SC2034
bmail_cache=${BMAIL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bmail}

# Connections to this machine take no proxy, whatever the environment says of proxies.
case ,${no_proxy:=${NO_PROXY:-}}, in
  *,127.0.0.1,*) ;;
  *) no_proxy=${no_proxy:+$no_proxy,}localhost,127.0.0.1,::1 ;;
esac
export no_proxy NO_PROXY=$no_proxy

if [[ -t 2 ]]; then bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'; else bold='' dim='' red='' plain=''; fi

# step "what it does" command...: runs the command, and exits with its code if that is not 0. Prints its seconds beside
# those that docs/budget.tsv allows. If the command takes minutes, one line a minute says how far it is: cargo's own bar
# on a terminal, and tools/progress elsewhere.
# Do not use it in a condition (`if step`, `step ||`): bash ignores errors inside functions there.
step() {
  local text=$1 started=$SECONDS code
  shift
  echo "$bold==>$plain $text" >&2
  set +e
  if [[ -t 2 || -n ${BMAIL_STEP:-} ]]; then
    (set -e; BMAIL_STEP=$text; export BMAIL_STEP; "$@")
    code=$?
  else
    {
      (
        set -e
        export BMAIL_STEP=$text CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=160
        "$@"
      ) 2>&1 >&3 3>&- | "$steps_here/progress" "$text" >&2 3>&-
      code=${PIPESTATUS[0]}
    } 3>&1
  fi
  set -e
  ((code == 0)) || fail "failed after $((SECONDS - started)) s: $text" "$code"
  spent "$((SECONDS - started))" "$text"
}

# fail "what is wrong and what to do" [exit code]
fail() {
  echo "${red}$(basename "$0"): $1$plain" >&2
  exit "${2:-1}"
}

# spent SECONDS "what it did": prints the seconds, beside those of docs/budget.tsv. What this clone does for the first
# time may take the cold ones. tools/budget prints what was written down here.
spent() {
  local folder=$steps_here/../target/budget column=3 temperature=warm allowed mark
  mark=$folder/$(tr -c '[:alnum:]\n' _ <<<"$2")
  [[ -e $mark ]] || column=2 temperature=cold
  mkdir -p "$folder" && touch "$mark"
  printf '%s\t%s\t%s\n' "$2" "$temperature" "$1" >>"$folder/spent"
  allowed=$(awk -F '\t' -v text="$2" -v column="$column" '$1 == text { print $column }' "$steps_here/../docs/budget.tsv")
  echo "$dim    $1 s${allowed:+ of $allowed s, $temperature}: $2$plain" >&2
  [[ -z $allowed || -z ${BMAIL_OVER:-} ]] || (($1 <= allowed)) || echo "$2: $1 s of $allowed s, $temperature" >>"$BMAIL_OVER"
}

# budget "make target": prints at the end of the script how long all of it took. Then the outermost script names
# everything that took too long.
budget() {
  budget_of=$1 budget_own=
  [[ -n ${BMAIL_OVER:-} ]] || { budget_own=1 BMAIL_OVER=$(mktemp) && export BMAIL_OVER; }
  trap 'end_of_budget $?' EXIT
}

end_of_budget() {
  (($1 != 0)) || spent "$SECONDS" "$budget_of"
  [[ -n $budget_own ]] || return 0
  if [[ -s $BMAIL_OVER ]]; then
    echo "$bold==>$plain what took longer than docs/budget.tsv allows:" >&2
    sed 's/^/    /' "$BMAIL_OVER" >&2
  fi
  rm -f "$BMAIL_OVER"
}
