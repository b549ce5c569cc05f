package dev.roundtrip.api;

import dev.roundtrip.rule.Audit;
import dev.roundtrip.rule.Finding;
import dev.roundtrip.rule.FindingWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what is odd about the workflow rules. */
@RestController
class AuditApi {
    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    record Findings(List<Map<String, @Nullable Object>> findings) {}

    record InRound(long ruleId, String rule) {}

    @GetMapping("/api/v1/rules/audit")
    Findings findings() {
        return new Findings(audit.findings().stream().map(AuditApi::item).toList());
    }

    /** What every finding has, then what its kind has besides. */
    private static Map<String, @Nullable Object> item(Finding finding) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        item.put("kind", finding.kind());
        if (finding instanceof Finding.OfRule of) {
            item.put("ruleId", of.rule().id());
            item.put("rule", of.rule().name());
        }
        item.put("text", FindingWords.of(finding));
        switch (finding) {
            case Finding.NotFired found -> {
                item.put("days", found.days());
                item.put("since", found.since().toString());
                item.put("lastFired", found.last() == null ? null : found.last().toString());
            }
            case Finding.Broken found -> {
                item.put("skipped", found.skipped());
                item.put("defects", found.defects());
            }
            case Finding.Shadowed found -> {
                item.put("byRuleId", found.by().id());
                item.put("byRule", found.by().name());
            }
            case Finding.Loop found ->
                item.put(
                        "round",
                        found.round().stream()
                                .map(rule -> new InRound(rule.id(), rule.name()))
                                .toList());
            case Finding.FiresAgain found -> {
                item.put("attribute", found.attribute());
                item.put("operator", found.operator());
                item.put("values", found.values());
            }
            case Finding.NearLimit found -> {
                item.put("active", found.active());
                item.put("most", found.most());
            }
        }
        return item;
    }
}
