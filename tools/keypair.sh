# shellcheck shell=bash
# Sourced. Keypairs in Solana's format: a JSON array of 64 numbers, the secret ed25519 key and then the public key.

new_keypair() {
  local key
  key=$(openssl genpkey -algorithm ed25519)
  {
    openssl pkey -outform DER <<<"$key" | tail -c 32
    openssl pkey -pubout -outform DER <<<"$key" | tail -c 32
  } | od -An -v -tu1 -w64 | sed -E 's/^ +/[/; s/ +/,/g; s/$/]/'
}

# address_of FILE: the public key in base 58
address_of() {
  local alphabet=123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz
  local numbers digits=() carry index address=''
  IFS=, read -ra numbers <<<"$(head -c 4096 "$1" | tr -d '\0[] \n')" # a device has no end
  ((${#numbers[@]} == 64)) || fail "$1 is not a keypair file: it must have a JSON array of 64 numbers"
  for carry in "${numbers[@]:32}"; do # digits = digits * 256 + carry, least significant first
    for index in "${!digits[@]}"; do
      carry=$((carry + digits[index] * 256))
      digits[index]=$((carry % 58))
      carry=$((carry / 58))
    done
    for (( ; carry > 0; carry /= 58)); do digits+=($((carry % 58))); done
  done
  for carry in "${numbers[@]:32}"; do # leading zeros are ones
    ((carry == 0)) || break
    digits+=(0)
  done
  for index in "${digits[@]}"; do address=${alphabet:index:1}$address; done
  echo "$address"
}
