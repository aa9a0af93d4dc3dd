#!/usr/bin/env bash
# Expected: Spring for GraphQL, "Exceptions": a @GraphQlExceptionHandler method may return a GraphQLError, and take the same
#   arguments as a controller method, the principal among them.
# Seen: spring-graphql 2.0.4 (Spring Boot 4.0.7) answers INTERNAL_ERROR once such a method takes an @AuthenticationPrincipal:
#   the argument comes by a Mono, and what the method returns is then taken for a List without being made one
#   (ClassCastException in the log). The same method without that argument, or returning List<GraphQLError>, is fine.
# Means: "sign in first" and "you may not" reach the caller as a fault of the server, and ERROR with a stack in the log.
#   Return List<GraphQLError> from handlers that ask who is calling.
# Needs java 17 or later and mvn on the PATH; downloads Spring Boot.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir -p src/main/java/demo src/main/resources/graphql
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>4.0.7</version>
    <relativePath/>
  </parent>
  <groupId>demo</groupId>
  <artifactId>demo</artifactId>
  <version>0</version>
  <properties>
    <java.version>17</java.version>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-graphql</artifactId>
    </dependency>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-security</artifactId>
    </dependency>
  </dependencies>
  <build>
    <finalName>demo</finalName>
    <plugins>
      <plugin>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-maven-plugin</artifactId>
      </plugin>
    </plugins>
  </build>
</project>
XML
echo 'type Query { plain: String principal: String list: String }' >src/main/resources/graphql/schema.graphqls
printf 'logging.level.root=off\nspring.main.banner-mode=off\nspring.main.web-application-type=none\n' >src/main/resources/application.properties
cat >src/main/java/demo/Demo.java <<'JAVA'
package demo;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.data.method.annotation.GraphQlExceptionHandler;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.stereotype.Controller;

@SpringBootApplication
@Controller
public class Demo {
  static class Plain extends RuntimeException {}
  static class WithPrincipal extends RuntimeException {}
  static class AsList extends RuntimeException {}

  @QueryMapping
  String plain() {
    throw new Plain();
  }

  @QueryMapping
  String principal() {
    throw new WithPrincipal();
  }

  @QueryMapping
  String list() {
    throw new AsList();
  }

  @GraphQlExceptionHandler
  GraphQLError on(Plain thrown, DataFetchingEnvironment field) {
    return refusal(field);
  }

  @GraphQlExceptionHandler
  GraphQLError on(WithPrincipal thrown, DataFetchingEnvironment field, @AuthenticationPrincipal String caller) {
    return refusal(field);
  }

  @GraphQlExceptionHandler
  List<GraphQLError> on(AsList thrown, DataFetchingEnvironment field, @AuthenticationPrincipal String caller) {
    return List.of(refusal(field));
  }

  static GraphQLError refusal(DataFetchingEnvironment field) {
    return GraphqlErrorBuilder.newError(field).errorType(ErrorType.FORBIDDEN).message("Not yours.").build();
  }

  @Bean
  CommandLineRunner ask(ExecutionGraphQlService service) {
    var caller = UsernamePasswordAuthenticationToken.authenticated("ada", null, List.of());
    return arguments -> {
      for (String field : List.of("plain", "principal", "list")) {
        var request = new DefaultExecutionGraphQlRequest("{ " + field + " }", null, null, null, field, null);
        System.out.println(field + ": " + service.execute(request)
            .contextWrite(ReactiveSecurityContextHolder.withAuthentication(caller)).block().getErrors().get(0).getErrorType());
      }
    };
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Demo.class, arguments);
  }
}
JAVA

echo "$(java -version 2>&1 | head -1), Spring Boot 4.0.7, spring-graphql 2.0.4"
mvn --quiet --batch-mode package
test -n "$(unzip -l target/demo.jar | grep spring-graphql-2.0.4.jar)"
java -jar target/demo.jar | tee seen
cat >expected <<'TXT'
plain: FORBIDDEN
principal: INTERNAL_ERROR
list: FORBIDDEN
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
