#!/usr/bin/env bash
# The codebook's page in the hands of outside judges: html-validate for its markup, axe-core in Chromium for who reads it
# otherwise than by eye, and every request that it makes. Each judge is first shown a broken copy, and must refuse it.
# Usage: check_codebook.sh RELEASE WORK; chromium is on the path.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
page=$(cd "$1" && pwd)/CODEBOOK.html
mkdir -p "$2"
work=$(cd "$2" && pwd)
cd "$work"
[ -f package.json ] || npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts html-validate@10.17.0 playwright-core@1.65.1 axe-core@4.14.1
# Anchors are names of columns, which have a dot; the page is one file, so that its style is inside.
cat >.htmlvalidate.json <<'JSON'
{ "root": true, "extends": ["html-validate:recommended"],
  "rules": { "valid-id": ["error", { "relaxed": true }], "long-title": "off" } }
JSON

cp "$page" page.html
npx --no-install html-validate page.html
echo "html-validate accepts the page"
sed '0,/<\/table>/s/<\/table>//' page.html >broken.html
if npx --no-install html-validate broken.html >html.log; then echo "html-validate accepts a table that does not end"; exit 1; fi
echo "html-validate refuses a table that does not end"

NODE_PATH=node_modules node "$here/check_codebook.cjs" page.html
breaks() { # a name, the sed script that breaks a copy so, and the rule of axe-core that must see it
  sed "$2" page.html >broken.html
  if cmp --silent page.html broken.html; then echo "nothing to break: $1"; exit 1; fi
  if NODE_PATH=node_modules node "$here/check_codebook.cjs" broken.html ${3:-} >axe.log; then echo "accepted: $1"; exit 1; fi
  echo "refused: $1 ($(head -n 1 axe.log))"
}
breaks "no language" '0,/<html lang="en">/s//<html>/' html-has-lang
breaks "too little contrast" 's/color: #4a4a4a/color: #c8c8c8/' color-contrast
breaks "a picture without a name" 's/role="img" aria-labelledby="[^"]*"/role="img"/; s/<title id="figure[^<]*<\/title>//' svg-img-alt
breaks "a link to nowhere" '0,/href="#events"/s//href="#event"/'
breaks "a request to the network" '0,/<\/main>/s//<img src="https:\/\/example.org\/x.png" alt="x"><\/main>/'
breaks "a script" '0,/<\/main>/s//<script>document.title = "x"<\/script><\/main>/'
