#!/bin/sh
# Makes an empty Couchbase node ready for the gateway: a cluster of one node, a bucket, the gateway's user. What is
# there already stays as it is, so it may run at every start. Collections and indexes are made by the gateway.
#
#   COUCHBASE_ADMIN_USERNAME, COUCHBASE_ADMIN_PASSWORD   of the cluster's administrator; needed
#   COUCHBASE_USERNAME, COUCHBASE_PASSWORD               of the gateway's user; needed
#   COUCHBASE_URL          http://couchbase:8091         where the node's administration listens
#   COUCHBASE_BUCKET       fhir
#   COUCHBASE_BUCKET_MB    1024                          the bucket's memory, of COUCHBASE_DATA_MB
#   COUCHBASE_DATA_MB      1024                          memory of the Data Service
#   COUCHBASE_INDEX_MB     512                           memory of the Index Service
#   COUCHBASE_INDEX_URL    the same host, port 9102      where the Index Service listens
#   COUCHBASE_ARRAY_KEY_B  102400                        what a document may have in an index of an array, bytes
#   COUCHBASE_REPLICAS     0                             further copies of each document: 1 from three nodes on
#   COUCHBASE_ROLES        by edition, see below         roles of the gateway's user
#   COUCHBASE_WAIT_S       180                           how long all of it may take
#
# Exit codes: 0 it is as it should be; 1 it is not, one line on standard error says why; 2 a variable is wrong.
# Needs curl. No password stands in an argument, where other processes could read it.
set -eu

say() { printf 'couchbase init: %s\n' "$*"; }
fail() {
  printf 'couchbase init: %s\n' "$*" >&2
  exit 1
}
wrong() {
  printf 'couchbase init: %s\n' "$*" >&2
  exit 2
}

url=${COUCHBASE_URL:-http://couchbase:8091}
bucket=${COUCHBASE_BUCKET:-fhir}
bucket_mb=${COUCHBASE_BUCKET_MB:-1024}
data_mb=${COUCHBASE_DATA_MB:-1024}
index_mb=${COUCHBASE_INDEX_MB:-512}
index_url=${COUCHBASE_INDEX_URL:-${url%:*}:9102}
array_key_b=${COUCHBASE_ARRAY_KEY_B:-102400}
replicas=${COUCHBASE_REPLICAS:-0}
wait_s=${COUCHBASE_WAIT_S:-180}
admin=${COUCHBASE_ADMIN_USERNAME:-}
admin_password=${COUCHBASE_ADMIN_PASSWORD:-}
user=${COUCHBASE_USERNAME:-}
user_password=${COUCHBASE_PASSWORD:-}

whole() { # name value
  case $2 in '' | *[!0-9]*) wrong "$1=$2: expected a whole number" ;; esac
}
needed() { # name value
  [ -n "$2" ] || wrong "$1 is not set"
}
plain() { # name value: as it stands in paths and role names
  case $2 in '' | *[!A-Za-z0-9_.-]*) wrong "$1=$2: expected letters, digits, '_', '.' and '-'" ;; esac
}
password() { # name value
  [ "${#2}" -ge 6 ] || wrong "$1: Couchbase wants at least 6 characters"
  [ "$(printf '%s' "$2" | tr -d '[:cntrl:]')" = "$2" ] || wrong "$1: may hold no line break or control character"
}
needed COUCHBASE_ADMIN_USERNAME "$admin"
needed COUCHBASE_ADMIN_PASSWORD "$admin_password"
needed COUCHBASE_USERNAME "$user"
needed COUCHBASE_PASSWORD "$user_password"
plain COUCHBASE_ADMIN_USERNAME "$admin"
plain COUCHBASE_USERNAME "$user"
plain COUCHBASE_BUCKET "$bucket"
password COUCHBASE_ADMIN_PASSWORD "$admin_password"
password COUCHBASE_PASSWORD "$user_password"
whole COUCHBASE_BUCKET_MB "$bucket_mb"
whole COUCHBASE_DATA_MB "$data_mb"
whole COUCHBASE_INDEX_MB "$index_mb"
whole COUCHBASE_REPLICAS "$replicas"
whole COUCHBASE_ARRAY_KEY_B "$array_key_b"
whole COUCHBASE_WAIT_S "$wait_s"
[ "$admin" != "$user" ] || wrong 'COUCHBASE_USERNAME must not be the administrator'
command -v curl >/dev/null || fail 'curl is not there'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
ends=$(($(date +%s) + wait_s))

quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }
login() { printf 'user = %s\n' "$(quoted "$1:$2")"; }
field() { printf 'data-urlencode = %s\n' "$(quoted "$1=$2")"; }

# call <method> <path or URL>, with lines of curl's configuration on standard input. Sets $status (000: no answer); the
# answer is in $work/body.
call() {
  case $2 in http*) target=$2 ;; *) target=$url$2 ;; esac
  : >"$work/body"
  status=$(curl --silent --noproxy '*' --connect-timeout 5 --max-time 30 --output "$work/body" --write-out '%{http_code}' \
    --request "$1" --config - "$target") || status=000
}
as_admin() { login "$admin" "$admin_password"; }
answer() { tr -d '\n' <"$work/body" | cut -c 1-300; }
answered_with() { tr -d ' \n' <"$work/body" | grep -qF -- "$1"; }

# Another attempt a second later, or the end with what was waited for.
again() {
  [ "$(date +%s)" -lt "$ends" ] || fail "gave up after $wait_s s: $1 (last answer: $status $(answer))"
  sleep 1
}

# A node that begins, or that has just become a cluster, refuses for some seconds.
get() { # path
  while
    as_admin >"$work/config"
    call GET "$1" <"$work/config"
    case $status in 000 | 5??) true ;; *) false ;; esac
  do again "$url$1 does not answer"; done
}
change() { # what method path, further configuration on standard input
  { as_admin && cat; } >"$work/change"
  while
    call "$2" "$3" <"$work/change"
    case $status in 000 | 503) true ;; *) false ;; esac
  do again "$1 does not succeed"; done
  rm -f "$work/change"
  case $status in 2??) ;; *) fail "$1 was refused: $status $(answer)" ;; esac
}

# 1. The node answers. Without a login: an empty node has no cluster (404), any other one asks for a login (401).
say "waiting for $url, $wait_s s at most"
while
  call GET /pools/default </dev/null
  case $status in 200 | 401 | 403 | 404) false ;; *) true ;; esac
do again "$url does not answer"; done

# 2. A cluster.
edition_of() { # sets $enterprise
  get /pools
  [ "$status" = 200 ] || fail "/pools answers $status: $(answer)"
  if answered_with '"isEnterprise":true'; then enterprise=true; else enterprise=false; fi
}
if [ "$status" = 404 ]; then
  # The administrator does not exist yet, so nobody can log in.
  {
    field username "$admin"
    field password "$admin_password"
    field port SAME
    field clusterName "$bucket"
    field services kv,n1ql,index
    field memoryQuota "$data_mb"
    field indexMemoryQuota "$index_mb"
  } >"$work/cluster"
  call POST /clusterInit <"$work/cluster"
  rm -f "$work/cluster"
  case $status in 2??) ;; *) fail "the cluster was refused: $status $(answer)" ;; esac
  say "made a cluster: data $data_mb MB, index $index_mb MB"
fi
get /pools/default
case $status in
  200) ;;
  401 | 403) fail "the node belongs to a cluster already, and COUCHBASE_ADMIN_USERNAME and _PASSWORD are not its administrator's" ;;
  *) fail "the cluster cannot be read: $status $(answer)" ;;
esac
edition_of

# 3. Where indexes are kept: decided once for a cluster, and an Index Service without it makes none.
get /settings/indexes
if [ "$status" = 200 ] && answered_with '"storageMode":""'; then
  if $enterprise; then mode=plasma; else mode=forestdb; fi
  field storageMode "$mode" | change "the indexes' storage mode" POST /settings/indexes
  say "indexes are kept by $mode"
fi

# 4. The bucket.
get "/pools/default/buckets/$bucket"
if [ "$status" = 404 ]; then
  {
    field name "$bucket"
    field bucketType couchbase
    field ramQuota "$bucket_mb"
    field replicaNumber "$replicas"
    field storageBackend couchstore
    field evictionPolicy valueOnly
    field flushEnabled 0
  } | change "bucket $bucket" POST /pools/default/buckets
  say "made bucket $bucket: $bucket_mb MB, $replicas replicas"
elif [ "$status" = 200 ]; then
  say "bucket $bucket is there"
else
  fail "bucket $bucket cannot be read: $status $(answer)"
fi
while
  get "/pools/default/buckets/$bucket"
  ! { [ "$status" = 200 ] && answered_with '"status":"healthy"'; }
do again "bucket $bucket is not healthy"; done

# 5. The gateway's user. It makes a collection for each tenant. In the Community Edition there are three roles alone,
# and only the administrator's allows that; the Enterprise Edition has a role for it.
if [ -n "${COUCHBASE_ROLES:-}" ]; then
  roles=$COUCHBASE_ROLES
elif $enterprise; then
  roles="bucket_full_access[$bucket],scope_admin[$bucket]"
else
  roles='admin'
fi
# Whether the user can log in and has each role by name.
is_right() {
  login "$user" "$user_password" >"$work/config"
  call GET /whoami <"$work/config"
  [ "$status" = 200 ] || return 1
  for role in $(printf '%s' "$roles" | sed 's/\[[^]]*\]//g' | tr ',' ' '); do
    answered_with "\"role\":\"$role\"" || return 1
  done
}
if is_right; then
  say "user $user is there"
else
  {
    field password "$user_password"
    field roles "$roles"
  } | change "user $user" PUT "/settings/rbac/users/local/$user"
  say "made user $user with $roles"
  while ! is_right; do again "user $user cannot log in"; done
fi

# 6. The Community Edition leaves out of an index, without a word, a document that has more in an array than this. The
# gateway counts what its indexes hold, and refuses a copy of which they do not hold all.
if ! $enterprise; then
  wanted="\"indexer.settings.max_array_seckey_size\":$array_key_b"
  while
    as_admin >"$work/config"
    call GET "$index_url/settings" <"$work/config"
    case $status in 000 | 5??) [ "$(date +%s)" -lt "$ends" ] ;; *) false ;; esac
  do sleep 1; done
  if answered_with "$wanted"; then
    say "indexes take $array_key_b bytes of an array"
  else
    {
      as_admin
      printf 'header = "content-type: application/json"\n'
      printf 'data = %s\n' "$(quoted "{$wanted}")"
    } >"$work/config"
    call POST "$index_url/settings" <"$work/config"
    case $status in
      2??) say "made indexes take $array_key_b bytes of an array" ;;
      *) say "indexes take 10240 bytes of an array: $index_url/settings answers $status; copies with larger documents will be refused" ;;
    esac
  fi
fi
say 'done'
