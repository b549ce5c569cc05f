package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What is around every page: who is signed in, and the way to the same page in the other language. */
@ControllerAdvice(basePackageClasses = Frame.class)
final class Frame {
    private final Visitor visitor;

    Frame(Visitor visitor) {
        this.visitor = visitor;
    }

    @ModelAttribute
    void frame(HttpServletRequest request, Locale locale, Model model) {
        var other = locale.getLanguage().equals("de") ? "en" : "de";
        model.addAttribute("personName", visitor.person().map(Person::name).orElse(null));
        model.addAttribute("otherLanguage", other);
        model.addAttribute("inOtherLanguage", PageAddress.of(request).in(other));
    }
}
