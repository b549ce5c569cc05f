package dev.roundtrip.web;

import dev.roundtrip.people.SecurityEvent.What;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page of the first start. Gone as soon as anybody exists. */
@Controller
@RequestMapping("/setup")
final class SetupPage {
    private final FirstStart firstStart;
    private final SignedInAnew signedIn;
    private final SecurityNotes notes;

    SetupPage(FirstStart firstStart, SignedInAnew signedIn, SecurityNotes notes) {
        this.firstStart = firstStart;
        this.signedIn = signedIn;
        this.notes = notes;
    }

    @GetMapping
    String ask(@RequestParam(defaultValue = "") String code, Locale locale, Model model) {
        if (firstStart.isDone()) {
            throw gone();
        }
        return show(SetupForm.empty(code, locale.getLanguage()), Map.of(), model);
    }

    @PostMapping
    String create(
            @ModelAttribute("form") SetupForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (firstStart.isDone()) {
            throw gone();
        }
        var mistakes = form.mistakes();
        if (!mistakes.isEmpty()) {
            return refuse(form, mistakes, response, model);
        }
        var result = firstStart.create(
                form.code(),
                form.administrator(),
                form.password(),
                form.language(),
                ZoneId.of(form.zone()),
                notes.noting(What.FIRST_START));
        return switch (result) {
            case FirstStart.Result.Created created -> {
                signedIn.as(created.administrator(), request, response);
                yield "redirect:/";
            }
            case FirstStart.Result.WrongCode w -> refuse(form, Map.of("code", "setup.code.wrong"), response, model);
            case FirstStart.Result.Expired e -> refuse(form, Map.of("code", "setup.code.expired"), response, model);
            case FirstStart.Result.TooLate t -> throw gone();
        };
    }

    private String refuse(SetupForm form, Map<String, String> mistakes, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(form, mistakes, model);
    }

    private String show(SetupForm form, Map<String, String> mistakes, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("mistakes", mistakes);
        model.addAttribute("expired", firstStart.isExpired());
        return "people/setup";
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.GONE);
    }
}
