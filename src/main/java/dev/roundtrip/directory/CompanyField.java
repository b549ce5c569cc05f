package dev.roundtrip.directory;

import static dev.roundtrip.field.FieldSpec.decimal;
import static dev.roundtrip.field.FieldSpec.flag;
import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;
import static dev.roundtrip.field.FieldSpec.time;

import dev.roundtrip.field.FieldSpec;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.StoredField;

/** Every field of a company, under the name that clients of the REST API know. Most are kept for them and mean nothing here. */
public enum CompanyField implements StoredField {
    ID("id", number().asReadOnly()),
    ADDITIONAL_ADDRESS_INFORMATION("additionalAddressInformation", text().atMost(100)),
    ADDRESS1("address1", text().atMost(128)),
    ADDRESS2("address2", text().atMost(128)),
    ALTERNATE_PHONE1("alternatePhone1", text().atMost(25)),
    ALTERNATE_PHONE2("alternatePhone2", text().atMost(25)),
    API_VENDOR_ID("apiVendorID", number()),
    ASSET_VALUE("assetValue", decimal()),
    CITY("city", text().atMost(50)),
    CLASSIFICATION_ID("classification", number().picks(PicklistName.CLASSIFICATION)),
    COMPANY_CATEGORY_ID("companyCategoryID", number()),
    NAME("companyName", text().atMost(Company.LONGEST_NAME).asName().asRequired()),
    COMPANY_NUMBER("companyNumber", text().atMost(50)),
    COMPANY_TYPE(
            "companyType",
            number().asRequired()
                    .picks(
                            PicklistValue.fixed(1, "Customer", true),
                            PicklistValue.fixed(2, "Lead", false),
                            PicklistValue.fixed(3, "Prospect", false),
                            PicklistValue.fixed(4, "Dead", false),
                            PicklistValue.fixed(6, "Cancelation", false),
                            PicklistValue.fixed(7, "Vendor", false),
                            PicklistValue.fixed(8, "Partner", false))),
    COMPETITOR_ID("competitorID", number()),
    COUNTRY_ID("countryID", number()),
    CREATE_DATE("createDate", time().asReadOnly()),
    CURRENCY_ID("currencyID", number()),
    FAX("fax", text().atMost(25)),
    ACTIVE("isActive", flag().asRequired()),
    IS_CLIENT_PORTAL_ACTIVE("isClientPortalActive", flag()),
    IS_TAX_EXEMPT("isTaxExempt", flag()),
    // What is done here with one is to change it, and whoever keeps a copy asks by this name.
    LAST_ACTIVITY_DATE("lastActivityDate", time().asReadOnly()) {
        @Override
        public String column() {
            return "last_tracked_modified_date_time";
        }
    },
    LAST_TRACKED_MODIFIED_DATE_TIME("lastTrackedModifiedDateTime", time().asReadOnly()),
    MARKET_SEGMENT_ID("marketSegmentID", number()),
    MANAGER_ID("ownerResourceID", number().pointsAt("Resource")),
    PARENT_COMPANY_ID("parentCompanyID", number().pointsAt("Company")),
    PHONE("phone", text().atMost(25)),
    POSTAL_CODE("postalCode", text().atMost(20)),
    SIC_CODE("sicCode", text().atMost(32)),
    STATE("state", text().atMost(40)),
    STOCK_MARKET("stockMarket", text().atMost(10)),
    STOCK_SYMBOL("stockSymbol", text().atMost(10)),
    TAX_ID("taxID", text().atMost(50)),
    TAX_REGION_ID("taxRegionID", number()),
    TERRITORY_ID("territoryID", number()),
    WEB_ADDRESS("webAddress", text().atMost(255));

    private final String apiName;
    private final FieldSpec spec;

    CompanyField(String apiName, FieldSpec spec) {
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
        return "c";
    }
}
