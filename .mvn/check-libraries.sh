#!/bin/sh
# Refuses libraries that are not what .mvn/libraries.sha256 says: .mvn/check-libraries.sh [Maven arguments]. Those that are not there yet are
# passed over, so it is asked before a build and after it. With --list it prints what such a file says of a repository: see docs/security.md.
set -eu
list=$(cd "$(dirname "$0")" && pwd)/libraries.sha256

repository=$(sed -n 's|.*<localRepository>\(.*\)</localRepository>.*|\1|p' "$HOME/.m2/settings.xml" 2>/dev/null | head -1)
repository=${repository:-$HOME/.m2/repository}
for argument in ${MAVEN_OPTS:-} "$@"; do
    case $argument in -Dmaven.repo.local=*) repository=${argument#-Dmaven.repo.local=} ;; esac
done
[ -d "$repository" ] || exit 0
if command -v sha256sum >/dev/null; then sum=sha256sum; else sum="shasum -a 256"; fi

cd "$repository"
if [ "${1:-}" = --list ]; then
    find . -type f \( -name '*.jar' -o -name '*.pom' \) | sed 's|^\./||' | LC_ALL=C sort | xargs $sum
    exit
fi
present=$(mktemp)
trap 'rm -f "$present"' EXIT
while read -r hash file; do
    [ ! -f "$file" ] || printf '%s  %s\n' "$hash" "$file"
done <"$list" >"$present"
wrong=$($sum -c "$present" 2>/dev/null | sed -n 's/: FAILED.*//p')
[ -z "$wrong" ] || {
    echo "Not what Roundtrip is built with, by their SHA-256:" >&2
    printf '  %s\n' $wrong >&2
    echo "in $repository. Remove them to have them fetched anew; if they are refused again, somebody changed them on the way." >&2
    exit 1
}
