package dev.roundtrip.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where whoever writes a program looks up the doors for programs, and tries them. What it shows, its script fetches. */
@Controller
final class DevelopersPage {
    @GetMapping("/developers")
    String show() {
        return "developers/doors";
    }
}
