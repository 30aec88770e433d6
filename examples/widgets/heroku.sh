#!/usr/bin/env bash
# Lays out the folder that is pushed to Heroku: the two jars, the Procfile and the Agent's files, as one
# commit. Built here rather than there, since an application on Heroku is one folder and not a module
# of a larger build.
#   ./heroku.sh [FOLDER]     target/heroku if no folder is named; called again, it adds a commit
# Then, with an account: cd FOLDER, heroku git:remote --app NAME, git push heroku main
set -eu
cd "$(dirname "$0")"
folder=${1:-target/heroku}

mvn -q -B -DskipTests -f ../../pom.xml package -pl examples/widgets -am

mkdir -p "$folder/target/agent"
cp Procfile system.properties app.json "$folder/"
rm -rf "$folder/datadog"
cp -R datadog "$folder/"
cp target/widgets.jar "$folder/target/"
cp target/agent/tracer-agent.jar "$folder/target/agent/"

cd "$folder"
[ -d .git ] || git init -q -b main
git config user.email >/dev/null || git config user.email widgets@localhost
git config user.name >/dev/null || git config user.name widgets
# By force: many people ignore target/ everywhere.
git add -A -f .
if git diff --cached --quiet; then
  echo "$folder is up to date"
else
  git commit -q -m "Slug of widgets"
  echo "$folder is ready to be pushed"
fi
