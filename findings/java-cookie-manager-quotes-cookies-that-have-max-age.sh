#!/usr/bin/env bash
# Expected: RFC 6265, section 5.4: a client sends back name and value as they came; Max-Age only says for how long.
# Seen: java.net.CookieManager (OpenJDK 17.0.15, here under java.net.http.HttpClient) takes a Set-Cookie with Max-Age and
#   without Expires for a cookie of RFC 2109, and answers `$Version="1"; refreshToken="abc";$Path="/graphql";…`. Servers
#   that go by RFC 6265 (section 5.2 strips no quotes) read the value `"abc"`, quotes included: npm cookie 1.1.1 does.
#   With Expires beside Max-Age the same cookie comes back as it was.
# Means: a Java or Kotlin client on the JDK's own jar signs in by cookie and is then refused, since its token has two
#   quotes too many. Let it keep the refresh token itself, or give HttpClient another CookieHandler.
# Needs java 17 or later, node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund cookie@1.1.1 >>npm.log

cat >Jar.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.*;
import java.net.http.*;
import java.util.List;

public class Jar {
  static String setCookie, sent;

  public static void main(String[] args) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/graphql", call -> {
      sent = call.getRequestHeaders().getFirst("Cookie");
      call.getResponseHeaders().add("Set-Cookie", setCookie);
      call.sendResponseHeaders(204, -1);
      call.close();
    });
    server.start();
    HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/graphql")).build();
    String expires = "; Expires=Thu, 01 Jan 2099 00:00:00 GMT";
    for (String life : List.of("", "; Max-Age=600", "; Max-Age=600" + expires)) {
      setCookie = "refreshToken=abc; Path=/graphql; HttpOnly; SameSite=Lax" + life;
      HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
      for (int turn = 0; turn < 2; turn++) client.send(ask, HttpResponse.BodyHandlers.discarding());
      System.out.println(sent);
    }
    server.stop(0);
  }
}
JAVA
cat >read.mjs <<'JS'
import { createInterface } from 'node:readline';
import { parseCookie } from 'cookie';
for await (const header of createInterface({ input: process.stdin })) console.log(header, '=>', parseCookie(header).refreshToken);
JS

echo "java $(java -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p'), cookie 1.1.1"
java Jar.java | node read.mjs | tee seen
cat >expected <<'TXT'
refreshToken=abc => abc
$Version="1"; refreshToken="abc";$Path="/graphql";$Domain="127.0.0.1" => "abc"
refreshToken=abc => abc
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
