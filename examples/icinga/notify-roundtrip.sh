#!/bin/sh
# Icinga 2 runs this for a problem (roundtrip.conf): it makes a ticket in Roundtrip, unless an open one stands for the same
# host or service. Ends 0 when there is a ticket; else says why not, which Icinga writes to its log, and ends 1.
#
# In the environment: ROUNDTRIP_URL, ROUNDTRIP_INTEGRATION_CODE, ROUNDTRIP_USER, ROUNDTRIP_SECRET,
# ICINGA_HOST, ICINGA_SERVICE (empty when the host itself has the problem), ICINGA_STATE, ICINGA_OUTPUT.
set -eu

fail() {
    echo "notify-roundtrip: no ticket for '$object': $*" >&2
    exit 1
}

object="${ICINGA_HOST:?is not set}${ICINGA_SERVICE:+!$ICINGA_SERVICE}"
for tool in curl jq; do
    command -v $tool >/dev/null || fail "this script needs $tool; install it on the Icinga server"
done

# post PATH [CURL OPTION...]: sends what comes in on stdin, prints the answer, which has to be a 200.
# The credentials reach curl through a descriptor of its own: `ps` shows an argument to everybody on this machine.
post() {
    path=$1
    shift
    reply=$(curl --silent --show-error --max-time 15 "$@" --write-out '\n%{http_code}' \
        --header 'Content-Type: application/json' --header @/dev/fd/3 --data-binary @- \
        "${ROUNDTRIP_URL%/}/ATServicesRest/V1.0/$path" 3<<HEADERS
ApiIntegrationCode: $ROUNDTRIP_INTEGRATION_CODE
UserName: $ROUNDTRIP_USER
Secret: $ROUNDTRIP_SECRET
HEADERS
    ) || fail "$ROUNDTRIP_URL did not answer"
    code=${reply##*
}
    reply=${reply%
*}
    [ "$code" = 200 ] || fail "$ROUNDTRIP_URL answered $code:" \
        "$(printf '%s' "$reply" | jq -r '.errors | join("; ")' 2>/dev/null || printf '%.300s' "$reply")"
    printf '%s' "$reply"
}

# Icinga notifies again when a warning turns critical, and every so often while nobody has acknowledged: one ticket is enough.
# This question may be asked again while the desk restarts; the ticket below is sent once, for a lost answer would make two.
export object
answer=$(jq -n '{filter: [
        {op: "eq",    field: "AlertID", udf: true, value: env.object},
        {op: "noteq", field: "status",  value: 5}]}' |
    post Tickets/query/count --retry 3 --retry-connrefused)
if [ "$(printf '%s' "$answer" | jq '.queryCount > 0')" = true ]; then
    echo "A ticket for '$object' is open already."
    exit 0
fi

answer=$(jq -n '
    (env.ICINGA_SERVICE // "") as $service
    | (env.ICINGA_HOST + (if $service == "" then "" else ": " + $service end) + " is " + env.ICINGA_STATE) as $title
    | {
        companyID: 0, queueID: 8, status: 1, priority: 1,
        title: ($title | gsub("\\s+"; " ") | .[:200]),
        description: ("Icinga reports \(env.object) as \(env.ICINGA_STATE):\n\n\(env.ICINGA_OUTPUT)" | .[:30000]),
        userDefinedFields: [
            {name: "AlertID",       value: env.object},
            {name: "IcingaService", value: $service}]
      }' |
    post Tickets)
echo "Ticket $(printf '%s' "$answer" | jq .itemId) for '$object'."
