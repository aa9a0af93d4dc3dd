#!/bin/sh
# Starts nginx with the configuration of deploy/nginx, in front of the pages in site/.
set -eu
cd "$(dirname "$0")"
issuer="${ISSUER:-http://localhost:4000}"
port="${PORT:-3007}"

rm -rf .run
mkdir .run
cp ../../deploy/nginx/*.conf nginx.conf site.conf .run
cp -R site .run
sed -i.bak \
  -e "s|server 127.0.0.1:4000;|server ${issuer#http://};|" \
  -e "s|server 127.0.0.1:3000;|server unix:.run/site.sock;|" \
  -e "s|listen 127.0.0.1:8080;|listen 127.0.0.1:$port;|" \
  .run/portcullis.conf
PATH="$PATH:/usr/sbin:/usr/local/sbin"
exec nginx -p .run -c nginx.conf -e stderr
