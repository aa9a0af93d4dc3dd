package com.example;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Controller;

@SpringBootApplication
@Controller
public class GraphqlServer {

  record Caller(String userId, List<String> roles) {}

  record Report(String title) {}

  public static void main(String[] args) {
    SpringApplication.run(GraphqlServer.class, args);
  }

  @QueryMapping("public")
  String forAnybody() {
    return "Anybody may read this.";
  }

  @QueryMapping
  @PreAuthorize("isAuthenticated()")
  Caller me(@AuthenticationPrincipal Jwt token) {
    List<String> roles = token.getClaimAsStringList("roles");
    return new Caller(token.getSubject(), roles == null ? List.of() : roles);
  }

  @QueryMapping
  @PreAuthorize("hasRole('ADMIN')")
  Report admin() {
    return new Report("Admins may read this.");
  }
}
