package dev.roundtrip.directory;

import static dev.roundtrip.field.FieldSpec.flag;
import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;
import static dev.roundtrip.field.FieldSpec.time;

import dev.roundtrip.field.FieldSpec;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.StoredField;

/** Every field of a contact, under the name that clients of the REST API know. Most are kept for them and mean nothing here. */
public enum ContactField implements StoredField {
    ID("id", number().asReadOnly()),
    ADDITIONAL_ADDRESS_INFORMATION("additionalAddressInformation", text().atMost(100)),
    ADDRESS_LINE("addressLine", text().atMost(128)),
    ADDRESS_LINE1("addressLine1", text().atMost(128)),
    ALTERNATE_PHONE("alternatePhone", text().atMost(32)),
    API_VENDOR_ID("apiVendorID", number()),
    CITY("city", text().atMost(50)),
    COMPANY_ID("companyID", number().pointsAt("Company").asRequired()),
    COMPANY_LOCATION_ID("companyLocationID", number()),
    COUNTRY_ID("countryID", number()),
    CREATE_DATE("createDate", time().asReadOnly()),
    EMAIL("emailAddress", text().atMost(254)),
    EMAIL_ADDRESS2("emailAddress2", text().atMost(254)),
    EMAIL_ADDRESS3("emailAddress3", text().atMost(254)),
    EXTENSION("extension", text().atMost(10)),
    EXTERNAL_ID("externalID", text().atMost(50)),
    FAX_NUMBER("faxNumber", text().atMost(25)),
    FIRST_NAME("firstName", text().atMost(50).asName().asRequired()),
    // The original has a number here, where all others have true and false; clients' models hold to it.
    ACTIVE(
            "isActive",
            number().asRequired()
                    .picks(PicklistValue.fixed(0, "Inactive", false), PicklistValue.fixed(1, "Active", true))),
    // What is done here with one is to change it, and whoever keeps a copy asks by this name.
    LAST_ACTIVITY_DATE("lastActivityDate", time().asReadOnly()) {
        @Override
        public String column() {
            return "last_modified_date";
        }
    },
    LAST_MODIFIED_DATE("lastModifiedDate", time().asReadOnly()),
    LAST_NAME("lastName", text().atMost(50).asName()),
    MIDDLE_INITIAL("middleInitial", text().atMost(50)),
    MOBILE_PHONE("mobilePhone", text().atMost(25)),
    NAME_PREFIX("namePrefix", number()),
    NAME_SUFFIX("nameSuffix", number()),
    NOTE("note", text()),
    PHONE("phone", text().atMost(25)),
    PRIMARY_CONTACT("primaryContact", flag()),
    RECEIVES_EMAIL_NOTIFICATIONS("receivesEmailNotifications", flag()),
    IS_OPTED_OUT_FROM_BULK_EMAIL("isOptedOutFromBulkEmail", flag().notQueryable()),
    SOLICITATION_OPT_OUT("solicitationOptOut", flag().notQueryable()),
    SURVEY_OPT_OUT("surveyOptOut", flag().notQueryable()),
    ROOM_NUMBER("roomNumber", text().atMost(50)),
    STATE("state", text().atMost(40)),
    TITLE("title", text().atMost(50)),
    ZIP_CODE("zipCode", text().atMost(20));

    private final String apiName;
    private final FieldSpec spec;

    ContactField(String apiName, FieldSpec spec) {
        this.apiName = apiName;
        this.spec = spec;
    }

    @Override
    public String apiName() {
        return apiName;
    }

    @Override
    public FieldSpec spec() {
        return spec;
    }

    @Override
    public String alias() {
        return "k";
    }
}
