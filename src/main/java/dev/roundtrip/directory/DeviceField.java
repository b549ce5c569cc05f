package dev.roundtrip.directory;

import static dev.roundtrip.field.FieldSpec.decimal;
import static dev.roundtrip.field.FieldSpec.flag;
import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;
import static dev.roundtrip.field.FieldSpec.time;

import dev.roundtrip.field.FieldSpec;
import dev.roundtrip.field.StoredField;

/** Every field of a device, under the name that clients of the REST API know. Most are kept for them and mean nothing here. */
public enum DeviceField implements StoredField {
    ID("id", number().asReadOnly()),
    API_VENDOR_ID("apiVendorID", number()),
    COMPANY_ID("companyID", number().pointsAt("Company").asRequired()),
    COMPANY_LOCATION_ID("companyLocationID", number()),
    CONFIGURATION_ITEM_CATEGORY_ID("configurationItemCategoryID", number()),
    CONFIGURATION_ITEM_TYPE("configurationItemType", number()),
    CONTACT_ID("contactID", number().pointsAt("Contact")),
    CONTRACT_ID("contractID", number()),
    CREATE_DATE("createDate", time().asReadOnly()),
    DAILY_COST("dailyCost", decimal()),
    HOURLY_COST("hourlyCost", decimal()),
    INSTALL_DATE("installDate", time()),
    ACTIVE("isActive", flag().asRequired()),
    // What is done here with one is to change it, and whoever keeps a copy asks by this name.
    LAST_ACTIVITY_DATE("lastActivityDate", time().asReadOnly()) {
        @Override
        public String column() {
            return "last_modified_time";
        }
    },
    LAST_MODIFIED_TIME("lastModifiedTime", time().asReadOnly()),
    LOCATION("location", text().atMost(100)),
    MONTHLY_COST("monthlyCost", decimal()),
    NOTES("notes", text()),
    NUMBER_OF_USERS("numberOfUsers", decimal()),
    PARENT_CONFIGURATION_ITEM_ID("parentConfigurationItemID", number().pointsAt("ConfigurationItem")),
    PRODUCT_ID("productID", number()),
    REFERENCE("referenceNumber", text().atMost(Device.LONGEST_TEXT)),
    NAME("referenceTitle", text().atMost(Device.LONGEST_TEXT).asName().asRequired()),
    RMM_DEVICE_AUDIT_DESCRIPTION("rmmDeviceAuditDescription", text().atMost(255)),
    RMM_DEVICE_AUDIT_EXTERNAL_IP_ADDRESS("rmmDeviceAuditExternalIPAddress", text().atMost(255)),
    RMM_DEVICE_AUDIT_HOSTNAME("rmmDeviceAuditHostname", text().atMost(255)),
    RMM_DEVICE_AUDIT_IP_ADDRESS("rmmDeviceAuditIPAddress", text().atMost(255)),
    RMM_DEVICE_AUDIT_LAST_USER("rmmDeviceAuditLastUser", text().atMost(255)),
    RMM_DEVICE_AUDIT_MAC_ADDRESS("rmmDeviceAuditMacAddress", text().atMost(255)),
    RMM_DEVICE_AUDIT_MEMORY_BYTES("rmmDeviceAuditMemoryBytes", number()),
    RMM_DEVICE_AUDIT_MISSING_PATCH_COUNT("rmmDeviceAuditMissingPatchCount", number()),
    RMM_DEVICE_AUDIT_OPERATING_SYSTEM("rmmDeviceAuditOperatingSystem", text().atMost(255)),
    RMM_DEVICE_AUDIT_STORAGE_BYTES("rmmDeviceAuditStorageBytes", number()),
    RMM_DEVICE_ID("rmmDeviceID", number()),
    RMM_DEVICE_UID("rmmDeviceUID", text().atMost(255)),
    RMM_OPEN_ALERT_COUNT("rmmOpenAlertCount", number()),
    SERIAL_NUMBER("serialNumber", text().atMost(100)),
    SERVICE_LEVEL_AGREEMENT_ID("serviceLevelAgreementID", number()),
    SETUP_FEE("setupFee", decimal()),
    VENDOR_ID("vendorID", number()),
    WARRANTY_EXPIRATION_DATE("warrantyExpirationDate", time());

    private final String apiName;
    private final FieldSpec spec;

    DeviceField(String apiName, FieldSpec spec) {
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
        return "d";
    }
}
