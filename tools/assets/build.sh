#!/usr/bin/env bash
# Builds the style sheet and scripts of src/Host/wwwroot from exact versions of govuk-frontend and @ministryofjustice/frontend.
# They are committed, so that a clone runs without Node. --check builds elsewhere and fails when the committed files differ.
set -euo pipefail
cd "$(dirname "$0")"
committed=../../src/Host/wwwroot
target=$committed
if [ "${1:-}" = "--check" ]; then
  target=$(mktemp -d)
  trap 'rm -rf "$target"' EXIT
fi

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
govuk=node_modules/govuk-frontend/dist/govuk
moj=node_modules/@ministryofjustice/frontend/moj

mkdir -p "$target/images"
# The crest belongs to services on GOV.UK.
npx --no-install sass --quiet --load-path=. --load-path=node_modules --style=compressed --no-source-map app.scss |
  sed 's#url("/images/govuk-crest.svg")#none#g' >"$target/app.css"
sed 's#//\# sourceMappingURL=.*##' $govuk/govuk-frontend.min.js >"$target/govuk-frontend.min.js"
sed 's#//\# sourceMappingURL=.*##' $moj/moj-frontend.min.js >"$target/moj-frontend.min.js"
cp app.js supported.js favicon.svg THIRD-PARTY-NOTICES.txt "$target/"
grep -o 'url([^)]*)' "$target/app.css" | tr -d '"' | sed 's#url(/images/\(.*\))#\1#' | sort -u |
  while read -r icon; do cp "$moj/assets/images/$icon" "$target/images/$icon"; done

if [ "$target" != "$committed" ]; then
  diff -r "$committed" "$target" >/dev/null || {
    echo "src/Host/wwwroot is not what tools/assets/build.sh builds: run it and commit" >&2
    diff -rq "$committed" "$target" >&2 || true
    exit 1
  }
  echo "src/Host/wwwroot is what tools/assets/build.sh builds"

  # The fixtures that the markup tests hold our components against are the package's own; @ministryofjustice/frontend brings none.
  fixtures=../../tests/Tests/Web/fixtures
  compared=0
  for fixture in "$fixtures"/*.json; do
    component=$(basename "$fixture" .json)
    case $component in identity-bar | side-navigation | timeline) continue ;; esac
    cmp "$fixture" "$govuk/components/$component/fixtures.json" >&2 || { echo "tests/Tests/Web/fixtures/$component.json is not the official one" >&2; exit 1; }
    compared=$((compared + 1))
  done
  [ "$compared" -ge 30 ] || { echo "only $compared fixtures in tests/Tests/Web/fixtures" >&2; exit 1; }
  echo "$compared fixtures are those of govuk-frontend"
fi
