package com.example;

import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class ResourceServer {

  public static void main(String[] args) {
    SpringApplication.run(ResourceServer.class, args);
  }

  @GetMapping("/public")
  Map<String, String> forAnybody() {
    return Map.of("message", "Anybody may read this.");
  }

  @GetMapping("/me")
  Map<String, Object> me(@AuthenticationPrincipal Jwt token) {
    List<String> roles = token.getClaimAsStringList("roles");
    return Map.of("userId", token.getSubject(), "roles", roles == null ? List.of() : roles);
  }

  @GetMapping("/admin")
  Map<String, String> admin() {
    return Map.of("message", "Admins may read this.");
  }
}
