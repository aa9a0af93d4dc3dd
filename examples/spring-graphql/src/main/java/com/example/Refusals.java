package com.example;

import java.util.List;
import java.util.Map;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import org.springframework.graphql.data.method.annotation.GraphQlExceptionHandler;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** Says what @PreAuthorize refuses by the gateway's codes; Spring by itself gives a classification alone. */
@ControllerAdvice
class Refusals {

  // A list: a single error would become INTERNAL_ERROR, since who is calling is an argument here (spring-graphql 2.0.4).
  @GraphQlExceptionHandler
  List<GraphQLError> refuse(
      AccessDeniedException denied, DataFetchingEnvironment field, @AuthenticationPrincipal Jwt token) {
    return token == null
        ? refusal(field, ErrorType.UNAUTHORIZED, "UNAUTHENTICATED", "Sign in first.")
        : refusal(field, ErrorType.FORBIDDEN, "FORBIDDEN", "Your role does not allow this.");
  }

  private static List<GraphQLError> refusal(
      DataFetchingEnvironment field, ErrorType type, String code, String message) {
    return List.of(GraphqlErrorBuilder.newError(field)
        .errorType(type)
        .message(message)
        .extensions(Map.of("code", code))
        .build());
  }
}
