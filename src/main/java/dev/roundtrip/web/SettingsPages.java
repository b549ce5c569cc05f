package dev.roundtrip.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The settings begin with what most desks shape first. */
@Controller
final class SettingsPages {
    @GetMapping("/settings")
    String first() {
        return "redirect:/settings/fields";
    }
}
