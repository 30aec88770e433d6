# Fills in what the Datadog Agent of this dyno has to know about the add-ons. Sourced, not run, by the
# profile script of Datadog's buildpack, just before it starts the Agent: so nothing here may exit,
# fail the shell, or leave names behind, and no password may be printed.
#
# Given by that script: DD_CONF_DIR (where conf.d/NAME.yaml of this folder now lies as
# conf.d/NAME.d/conf.yaml), DATADOG_CONF (the Agent's own datadog.yaml), DYNOTYPE (web, worker, ...).
# From Heroku: DATABASE_URL, REDIS_URL, MEMCACHEDCLOUD_* or MEMCACHIER_*, HEROKU_SLUG_COMMIT.
# From the user: DD_ENABLE_DBM.

# Prints $1 with its percent-escapes decoded; a lone percent sign stays what it is.
spoor_decode() {
  local text=$1 out="" hex
  while [[ $text == *%* ]]; do
    out+=${text%%\%*}
    text=${text#*\%}
    hex=${text:0:2}
    if [[ $hex =~ ^[0-9A-Fa-f]{2}$ && $hex != 00 ]]; then
      printf -v hex '%b' "\\x$hex"
      out+=$hex
      text=${text:2}
    else
      out+=%
    fi
  done
  printf '%s' "$out$text"
}

# Prints $1 as a quoted YAML scalar.
spoor_quoted() {
  printf "'%s'" "${1//\'/\'\'}"
}

# Takes scheme://user:password@host:port/path?query apart into spoor_scheme, spoor_user and so on. The
# user ends at the first colon, the password at the last @; both may hold anything but a slash or a
# question mark, which have to be percent-encoded. Fails for what is no such URL.
spoor_parse_url() {
  local rest=$1 login=""
  spoor_scheme="" spoor_user="" spoor_password="" spoor_host="" spoor_port="" spoor_path="" spoor_query=""
  [[ $rest == *://* ]] || return 1
  spoor_scheme=${rest%%://*}
  rest=${rest#*://}
  if [[ $rest == *\?* ]]; then
    spoor_query=${rest#*\?}
    rest=${rest%%\?*}
  fi
  if [[ $rest == */* ]]; then
    spoor_path=$(spoor_decode "${rest#*/}")
    rest=${rest%%/*}
  fi
  if [[ $rest == *@* ]]; then
    login=${rest%@*}
    rest=${rest##*@}
  fi
  spoor_user=$(spoor_decode "${login%%:*}")
  if [[ $login == *:* ]]; then
    spoor_password=$(spoor_decode "${login#*:}")
  fi
  spoor_parse_address "$rest"
}

# Takes host:port apart; an IPv6 address stands in brackets.
spoor_parse_address() {
  local pattern='^(\[[0-9A-Fa-f:.]+]|[^]:[]+)(:([0-9]*))?$'
  spoor_port=""
  if [[ $1 =~ $pattern ]]; then
    spoor_host=${BASH_REMATCH[1]}
    spoor_port=${BASH_REMATCH[3]}
    spoor_host=${spoor_host#[}
    spoor_host=${spoor_host%]}
    return 0
  fi
  return 1
}

# Prints template $1 with its places filled in. A line whose place has no value is left out; so the first
# line of an instance, which has its dash, must be one that always has a value.
spoor_fill() {
  local line name value
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^([^#]*)\<([A-Z]+)\>$ ]]; then
      case ${BASH_REMATCH[2]} in
        HOST) value=$(spoor_quoted "$spoor_host") ;;
        PORT) value=$spoor_port ;;
        USERNAME) value=${spoor_user:+$(spoor_quoted "$spoor_user")} ;;
        PASSWORD) value=${spoor_password:+$(spoor_quoted "$spoor_password")} ;;
        DBNAME) value=${spoor_path:+$(spoor_quoted "$spoor_path")} ;;
        DB) value=$spoor_path ;;
        SSL) value=$spoor_ssl ;;
        DBM) [[ ${DD_ENABLE_DBM:-} == true ]] && value=true || value="" ;;
        *) value="" ;;
      esac
      if [[ -n $value ]]; then
        printf '%s%s\n' "${BASH_REMATCH[1]}" "$value"
      fi
    else
      printf '%s\n' "$line"
    fi
  done <<<"$1"
}

# Replaces the file $1 by $2, readable by nobody else: it holds a password now.
spoor_write() {
  (umask 077 && printf '%s\n' "$2" >"$1.new") && mv -f "$1.new" "$1"
}

# Takes the file of check $1 away, so that the Agent does not run it with empty places, and says why.
spoor_drop() {
  rm -f "$spoor_conf_d/$1.d/conf.yaml"
  [[ -z $2 ]] || echo "datadog/prerun.sh: $2; the $1 check is off" >&2
}

spoor_postgres() {
  local file=$spoor_conf_d/postgres.d/conf.yaml
  [[ -f $file ]] || return 0
  if [[ -z ${DATABASE_URL:-} ]]; then
    spoor_drop postgres ""
  elif ! spoor_parse_url "$DATABASE_URL" || [[ ! $spoor_scheme =~ ^postgres(ql)?$ || -z $spoor_user || -z $spoor_path ]]; then
    spoor_drop postgres "DATABASE_URL is not of the form postgres://user:password@host:5432/database"
  else
    spoor_port=${spoor_port:-5432}
    spoor_ssl=require
    [[ $spoor_query =~ (^|&)sslmode=(disable|allow|prefer|require|verify-ca|verify-full)(&|$) ]] && spoor_ssl=${BASH_REMATCH[2]}
    spoor_write "$file" "$(spoor_fill "$(<"$file")")"
  fi
}

spoor_redis() {
  local file=$spoor_conf_d/redisdb.d/conf.yaml
  [[ -f $file ]] || return 0
  if [[ -z ${REDIS_URL:-} ]]; then
    spoor_drop redisdb ""
  elif ! spoor_parse_url "$REDIS_URL" || [[ ! $spoor_scheme =~ ^rediss?$ || ! $spoor_path =~ ^[0-9]*$ ]]; then
    spoor_drop redisdb "REDIS_URL is not of the form rediss://:password@host:6379/0"
  else
    spoor_port=${spoor_port:-6379}
    spoor_ssl=false
    [[ $spoor_scheme == rediss ]] && spoor_ssl=true
    spoor_write "$file" "$(spoor_fill "$(<"$file")")"
  fi
}

spoor_memcached() {
  local file=$spoor_conf_d/mcache.d/conf.yaml servers text head instance out server
  [[ -f $file ]] || return 0
  servers=${MEMCACHEDCLOUD_SERVERS:-${MEMCACHIER_SERVERS:-}}
  if [[ -z $servers ]]; then
    spoor_drop mcache ""
    return 0
  fi
  text=$(<"$file")
  head=${text%%instances:*}instances:
  instance=${text#*instances:}
  instance=${instance#$'\n'}
  out=$head
  while IFS= read -r server; do
    server=${server//[[:space:]]/}
    [[ -n $server ]] || continue
    if spoor_parse_address "$server"; then
      spoor_port=${spoor_port:-11211}
      spoor_user=${MEMCACHEDCLOUD_USERNAME:-${MEMCACHIER_USERNAME:-}}
      spoor_password=${MEMCACHEDCLOUD_PASSWORD:-${MEMCACHIER_PASSWORD:-}}
      out+=$'\n'$(spoor_fill "$instance")
    fi
  done <<<"${servers//,/$'\n'}"
  if [[ $out == "$head" ]]; then
    spoor_drop mcache "the list of Memcached servers is not of the form host:port,host:port"
  else
    spoor_write "$file" "$out"
  fi
}

# Appends the rules of dogstatsd_mapper.yaml to the Agent's own file, once.
spoor_mapper() {
  local rules=${DD_HEROKU_CONF_FOLDER:-/app/datadog}/dogstatsd_mapper.yaml
  if [[ -f $rules && -f ${DATADOG_CONF:-} ]] && ! grep -q '^dogstatsd_mapper_profiles:' "$DATADOG_CONF"; then
    { echo; cat "$rules"; } >>"$DATADOG_CONF"
  fi
}

spoor_conf_d=${DD_CONF_DIR:-$HOME/.apt/etc/datadog-agent}/conf.d
spoor_postgres
spoor_redis
spoor_memcached
spoor_mapper

# One-off dynos (heroku run, the release phase) are gone before an Agent would be up.
case ${DYNOTYPE:-${DYNO%%.*}} in
  run | release | scheduler) DISABLE_DATADOG_AGENT=1 ;;
esac

# Needs "heroku labs:enable runtime-dyno-metadata"; the profile script exports it.
DD_VERSION=${DD_VERSION:-${HEROKU_SLUG_COMMIT:-}}

unset -f spoor_decode spoor_quoted spoor_parse_url spoor_parse_address spoor_fill spoor_write spoor_drop \
  spoor_postgres spoor_redis spoor_memcached spoor_mapper
unset spoor_scheme spoor_user spoor_password spoor_host spoor_port spoor_path spoor_query spoor_ssl spoor_conf_d
