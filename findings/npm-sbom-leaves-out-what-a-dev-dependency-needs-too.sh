#!/usr/bin/env bash
# Expected: `npm sbom --omit dev` lists what `npm ls --omit dev` does: what `npm ci --omit dev` installs.
# Seen: npm 10.9.4 and 11.19.1 leave out a package of `dependencies` as soon as a development package needs it too: here `ms`,
#   which `debug` depends on. No warning, and exit code 0.
# Means: the usual way to write a list of what is shipped hides the packages that are most shared (graphql, jose, tslib), and a
#   scanner that reads the list says nothing of them. Write it from manifests without `devDependencies`.
# Needs node with npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >package.json <<'JSON'
{
  "name": "shop", "version": "1.0.0", "private": true,
  "dependencies": { "ms": "2.1.3", "once": "1.4.0" },
  "devDependencies": { "debug": "4.4.3" }
}
JSON
npm install --silent --no-audit --no-fund
names() { node -e 'const { components } = JSON.parse(require("fs").readFileSync(0)); console.log(components.map((c) => c.name).sort().join(" "))'; }

mkdir shop tools
mv package.json package-lock.json node_modules shop
for version in 10.9.4 11.19.1; do
  npm install --silent --no-audit --no-fund --no-save --prefix "tools/$version" "npm@$version"
done
cd shop
for version in 10.9.4 11.19.1; do
  npm="../tools/$version/node_modules/.bin/npm"
  echo "npm $("$npm" --version) installs $("$npm" ls --omit dev --all --parseable | sed -n 's#.*/node_modules/##p' | sort | xargs)"
  echo "npm $("$npm" --version) lists $("$npm" sbom --sbom-format cyclonedx --omit dev | names)"
done | tee ../seen
cd ..

cat >expected <<'TXT'
npm 10.9.4 installs ms once wrappy
npm 10.9.4 lists once wrappy
npm 11.19.1 installs ms once wrappy
npm 11.19.1 lists once wrappy
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
