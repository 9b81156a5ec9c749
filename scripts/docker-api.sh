# shellcheck shell=bash
# Sourced by the scripts that make images: the Docker Engine at DOCKER_HOST, asked with curl, because the
# docker command is not everywhere.

engine_host=${DOCKER_HOST:-unix:///var/run/docker.sock}
engine_curl=(curl -sS --max-time 300)
case $engine_host in
  unix://*) engine_curl+=(--unix-socket "${engine_host#unix://}") engine_url=http://docker ;;
  tcp://*)
    engine_url=http://${engine_host#tcp://}
    if [ -n "${DOCKER_TLS_VERIFY:-}" ]; then
      certificates=${DOCKER_CERT_PATH:-$HOME/.docker}
      engine_curl+=(--cacert "$certificates/ca.pem" --cert "$certificates/cert.pem" --key "$certificates/key.pem")
      engine_url=https://${engine_host#tcp://}
    fi
    ;;
  *) engine_url= ;;
esac

# Why the engine cannot be used; nothing where it can.
engine_lack() {
  if [ -z "$engine_url" ]; then
    echo "DOCKER_HOST is $engine_host; images are made through unix:// or tcp://"
  elif ! command -v curl >/dev/null; then
    echo "no curl; apt-get install curl"
  elif [ "$("${engine_curl[@]}" --max-time 5 "$engine_url/_ping" 2>/dev/null)" != OK ]; then
    echo "no Docker Engine answers at $engine_host; start one, or use scripts/with-docker-engine"
  fi
}

# The value of a label of an image, or nothing where the engine has no such image.
engine_label() { # IMAGE LABEL
  "${engine_curl[@]}" -f "$engine_url/images/$1/json" 2>/dev/null |
    tr -d '\n' | sed -n "s/.*\"$2\": *\"\([^\"]*\)\".*/\1/p"
}

# Posts a tar archive on stdin; what the engine says of an error goes to stderr and fails.
engine_post() { # PATH
  local answer status=0
  answer=$("${engine_curl[@]}" -X POST -H 'Content-Type: application/x-tar' -H 'Transfer-Encoding: chunked' \
    -T - "$engine_url$1") || status=$?
  case $answer in
    *'"errorDetail"'* | '{"message"'*) status=1 ;;
  esac
  [ "$status" = 0 ] || printf 'the Docker Engine at %s: %s\n' "$engine_host" "$answer" >&2
  return "$status"
}
