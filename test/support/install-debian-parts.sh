#!/bin/sh
# What the tests need and npm does not bring: a real Redis, the programs that other people read our files with (openssl, pdfsig,
# LibreOffice), a token in software (SoftHSM), and two libraries of the Chromium that npm brings. The reader of tokens is compiled while
# npm installs it; on a machine without a compiler npm leaves it out without a word, so the compiler comes first and npm once more.
# Taken from Debian's packages when missing and when we may install; said in one line.
set -eu

missing=''
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
command -v pdfsig >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v certutil >/dev/null 2>&1 || missing="$missing libnss3-tools"
command -v softhsm2-util >/dev/null 2>&1 || missing="$missing softhsm2"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
ldconfig -p 2>/dev/null | grep -q 'libnss3\.so' || missing="$missing libnss3"
ldconfig -p 2>/dev/null | grep -q 'libexpat\.so\.1' || missing="$missing libexpat1"
token_reader=node_modules/pkcs11js
if [ ! -e "$token_reader" ]; then
  for program in g++ make python3; do
    command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
  done
fi

install_missing() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need$missing, and only an administrator can install it here: install it, then start the tests again." >&2
    exit 1
  fi
  echo "Installing from Debian's packages for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  # Without a policy the redis-server package would start a server of its own on the standard port.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  # shellcheck disable=SC2086 # the list is meant to be several words
  if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1; then
    echo "apt-get could not install:$missing" >&2
    exit 1
  fi
}

[ -z "$missing" ] || install_missing
[ -e "$token_reader" ] || npm install --no-save --no-audit --no-fund
if [ ! -e "$token_reader" ]; then
  echo "npm could not build pkcs11js, the reader of signing tokens: npm install --no-save --foreground-scripts says why" >&2
  exit 1
fi
