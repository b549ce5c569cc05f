package dev.roundtrip.api;

import dev.roundtrip.directory.CompanyField;
import dev.roundtrip.directory.ContactField;
import dev.roundtrip.directory.DeviceField;
import dev.roundtrip.field.EntityRow;
import dev.roundtrip.field.StoredField;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Contacts and configuration items under their company, as some clients know no other way to them. */
@RestController
@RequestMapping("/atservicesrest/v1.0/companies/{company:[0-9]{1,18}}/{children:contacts|configurationitems}")
class OfCompanyController {
    private static final String COMPANY = "companyID";

    private final ServedRecords<CompanyField> companies;
    private final Children<ContactField> contacts;
    private final Children<DeviceField> devices;

    private record Children<F extends Enum<F> & StoredField>(ServedRecords<F> served, ChildList<EntityRow<F>> list) {
        static <F extends Enum<F> & StoredField> Children<F> of(ServedRecords<F> served) {
            return new Children<>(
                    served, new ChildList<>(served.path().toLowerCase(Locale.ROOT), served, served.company()));
        }

        Map<String, @Nullable Object> one(ApiCall call, long companyId, long id) {
            return served.whole(served.one(id, call.caller())
                    .filter(row -> row.number(served.company()) == companyId)
                    .orElseThrow(() -> served.entity().none(id)));
        }
    }

    OfCompanyController(
            ServedRecords<CompanyField> companies,
            ServedRecords<ContactField> contacts,
            ServedRecords<DeviceField> devices) {
        this.companies = companies;
        this.contacts = Children.of(contacts);
        this.devices = Children.of(devices);
    }

    private Children<?> children(ApiCall call, long companyId, String word) {
        if (companies.one(companyId, call.caller()).isEmpty()) {
            throw Entities.COMPANY.none(companyId);
        }
        return word.equals("contacts") ? contacts : devices;
    }

    @GetMapping
    Map<String, @Nullable Object> list(ApiCall call, @PathVariable long company, @PathVariable String children) {
        return children(call, company, children).list().answer(call, company);
    }

    @GetMapping(AllServed.ID)
    Map<String, @Nullable Object> get(
            ApiCall call, @PathVariable long company, @PathVariable String children, @PathVariable long id) {
        return children(call, company, children).one(call, company, id);
    }

    @PostMapping
    Map<String, Object> create(
            ApiCall call, @PathVariable long company, @PathVariable String children, HttpServletRequest request) {
        var served = children(call, company, children).served();
        var body = RequestBody.members(request);
        refuseOtherCompany(body, company);
        return Map.of("itemId", served.create(call.caller(), body.with(COMPANY, company)));
    }

    @PatchMapping
    Map<String, Object> patch(
            ApiCall call, @PathVariable long company, @PathVariable String children, HttpServletRequest request) {
        return changed(call, company, children, request, false);
    }

    @PutMapping
    Map<String, Object> put(
            ApiCall call, @PathVariable long company, @PathVariable String children, HttpServletRequest request) {
        return changed(call, company, children, request, true);
    }

    private Map<String, Object> changed(
            ApiCall call, long company, String word, HttpServletRequest request, boolean whole) {
        var children = children(call, company, word);
        var body = RequestBody.members(request);
        long id = EntityController.idIn(body, children.served().entity());
        children.one(call, company, id);
        refuseOtherCompany(body, company);
        children.served().change(call.caller(), id, body.with(COMPANY, company), whole);
        return Map.of("itemId", id);
    }

    private static void refuseOtherCompany(Members body, long company) {
        body.number(COMPANY).filter(other -> other != company).ifPresent(other -> {
            throw ApiProblem.badInput("companyID: %d in the body, and %d in the address".formatted(other, company));
        });
    }
}
