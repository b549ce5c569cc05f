package dev.roundtrip.api;

import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.LastUse;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Refusals;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.Store;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hangs the doors for programs into the web server. */
@Configuration(proxyBeanMethods = false)
class ApiDoors implements WebMvcConfigurer {

    @Bean
    RequestCount requestCount(Clock clock, Settings settings) {
        return new RequestCount(clock, settings.limits().perHour());
    }

    @Bean
    LastUse lastUse(Store store, Clock clock) {
        return new LastUse(store, clock);
    }

    /** Closed with the doors, when no more requests come in. */
    @Bean(initMethod = "start", destroyMethod = "close")
    RequestLog requestLog(Store store, LastUse lastUse) {
        return new RequestLog(store, lastUse, RequestLog.MOST_WEIGHT, LoggerFactory.getLogger(RequestLog.class)::warn);
    }

    @Bean
    FilterRegistrationBean<ApiGate> apiGate(
            Clock clock,
            ApiUsers apiUsers,
            Tokens tokens,
            People people,
            LastUse lastUse,
            Refusals refusals,
            RequestCount requests,
            RequestLog log,
            Settings settings) {
        var gate = new FilterRegistrationBean<>(new ApiGate(
                clock,
                new Credentials(apiUsers, tokens, people, lastUse, refusals),
                requests,
                new RequestsAtOnce(settings.limits().atOnce()),
                log,
                refusals,
                new Origin(settings.publicUrl())));
        gate.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        gate.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return gate;
    }

    /** What came through the gate is done with: no filter of the pages' security touches it. */
    @Bean
    @Order(1)
    SecurityFilterChain apiSecurity() {
        return new DefaultSecurityFilterChain(request -> request.getAttribute(ApiCall.ATTRIBUTE) != null);
    }

    /** Tomcat refuses some addresses before any filter sees them, with a page of HTML. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> answersOfTomcat() {
        return factory -> {
            factory.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(PlainErrorReport.class.getName());
                }
            });
        };
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return parameter.getParameterType() == ApiCall.class;
            }

            @Override
            public @Nullable Object resolveArgument(
                    MethodParameter parameter,
                    @Nullable ModelAndViewContainer container,
                    NativeWebRequest request,
                    @Nullable WebDataBinderFactory binders) {
                return request.getAttribute(ApiCall.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
            }
        });
    }

    /** Should any spelling of a path ever find its way past the gate to a controller behind it, it ends here. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                            throws IOException {
                        if (request.getAttribute(ApiCall.ATTRIBUTE) == null) {
                            response.sendError(HttpServletResponse.SC_NOT_FOUND);
                            return false;
                        }
                        return true;
                    }
                })
                .addPathPatterns("/" + Door.AUTOTASK.root() + "/**", "/" + Door.OWN.root() + "/**");
    }
}
