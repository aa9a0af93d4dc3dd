package com.example;

import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES256;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.PS256;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS256;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
@EnableMethodSecurity
class SecurityConfiguration {

  @Bean
  SecurityFilterChain filterChain(HttpSecurity http) throws Exception {
    return http
        // Fields are guarded one by one, by @PreAuthorize.
        .authorizeHttpRequests(requests -> requests
            .requestMatchers("/graphql").permitAll()
            .anyRequest().denyAll())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // Nobody is known by a cookie here; a POST without a token would be refused otherwise.
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** The issuer is asked for its key set when the first token comes, so that this service starts without it. */
  @Bean
  JwtDecoder jwtDecoder(
      @Value("${issuer}") String issuer,
      @Value("${audience}") String audience,
      @Value("${client-id}") String clientId,
      @Value("${keys-max-age}") long keysMaxAge) {
    return new SupplierJwtDecoder(() -> {
      NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer)
          // Nimbus knows no EdDSA here: the gateway signs with SIGNING_ALGORITHM=ES256 (or RS256).
          .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(ES256, RS256, PS256)))
          // Nimbus would take JWT alone; the validator below asks for at+jwt.
          .validateType(false)
          .cache(keyCache(Duration.ofSeconds(keysMaxAge)))
          .build();
      decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
          .issuer(issuer)
          .audience(audience)
          .clientId(clientId)
          .build());
      return decoder;
    });
  }

  private static Cache keyCache(Duration maxAge) {
    return new CaffeineCache("keys", Caffeine.newBuilder().expireAfterWrite(maxAge).build());
  }

  /** The roles of the token as Spring's: ADMIN is ROLE_ADMIN. */
  @Bean
  JwtAuthenticationConverter roles() {
    var authorities = new JwtGrantedAuthoritiesConverter();
    authorities.setAuthoritiesClaimName("roles");
    authorities.setAuthorityPrefix("ROLE_");
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(authorities);
    return converter;
  }
}
