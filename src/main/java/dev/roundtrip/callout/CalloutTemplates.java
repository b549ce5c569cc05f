package dev.roundtrip.callout;

import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.template.Names;
import dev.roundtrip.template.Template;
import dev.roundtrip.template.TemplateKind;
import dev.roundtrip.template.TemplateRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The templates of one callout, parsed. */
record CalloutTemplates(
        Template url,
        Map<String, Template> headers,
        @Nullable Template body) {

    /** @throws CalloutRefused with every mistake in any of them */
    static CalloutTemplates parse(Callout callout, TicketNames ticketNames) {
        var names = ticketNames.ofCallout(callout.secretNames());
        var problems = new ArrayList<CalloutRefused.Problem>();
        var url = parse("url", callout.url(), TemplateKind.URL, names, problems);
        var headers = new LinkedHashMap<String, Template>();
        callout.headers().forEach((name, value) -> {
            checkHeaderName(name, problems);
            var template = parse("headers." + name, value, TemplateKind.HEADER, names, problems);
            if (template != null) {
                headers.put(name, template);
            }
        });
        Template body = null;
        if (callout.body() != null && callout.contentType() != null) {
            var kind = bodyKind(callout.contentType(), problems);
            body = kind == null ? null : parse("body", callout.body(), kind, names, problems);
        }
        if (body != null) {
            body.certainFault()
                    .ifPresent(fault -> problems.add(new CalloutRefused.Problem(
                            "body",
                            fault.line(),
                            fault.column(),
                            "can never be %s: %s".formatted(callout.contentType(), fault.message()))));
        }
        if (!problems.isEmpty() || url == null) {
            throw new CalloutRefused(problems);
        }
        return new CalloutTemplates(url, headers, body);
    }

    /** By the setting that holds it. */
    Map<String, Template> all() {
        var all = new LinkedHashMap<String, Template>();
        all.put("url", url);
        headers.forEach((name, template) -> all.put("headers." + name, template));
        if (body != null) {
            all.put("body", body);
        }
        return all;
    }

    private static @Nullable Template parse(
            String setting, String text, TemplateKind kind, Names names, List<CalloutRefused.Problem> problems) {
        try {
            return Template.parse(text, kind, names);
        } catch (TemplateRefused e) {
            e.problems()
                    .forEach(p -> problems.add(new CalloutRefused.Problem(setting, p.line(), p.column(), p.message())));
            return null;
        }
    }

    private static @Nullable TemplateKind bodyKind(String contentType, List<CalloutRefused.Problem> problems) {
        try {
            return TemplateKind.ofContentType(contentType);
        } catch (IllegalArgumentException e) {
            problems.add(new CalloutRefused.Problem("content-type", 0, 0, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static void checkHeaderName(String name, List<CalloutRefused.Problem> problems) {
        if (!OutboundRequest.isHeaderName(name)) {
            problems.add(new CalloutRefused.Problem(
                    "headers." + name, 0, 0, "is no name of a header; a name has letters, digits and -"));
        } else if (OutboundRequest.isReserved(name) || StandardHeaders.isReserved(name)) {
            problems.add(
                    new CalloutRefused.Problem("headers." + name, 0, 0, "cannot be set; the desk writes it itself"));
        }
    }
}
