package dev.roundtrip.ticket;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every field of a ticket, under the name that clients of the REST API know (with its odd capitals).
 *
 * <p>One place says what a field is: the API's entity information, the columns of the table, the attributes of rules and the
 * names in templates all follow from here.
 */
public enum TicketField implements EntityField {
    ID("id", number().asReadOnly()),
    API_VENDOR_ID("apiVendorID", number()),
    ASSIGNED_RESOURCE_ID("assignedResourceID", number().pointsAt("Resource")),
    ASSIGNED_RESOURCE_ROLE_ID("assignedResourceRoleID", number()),
    BILLING_CODE_ID("billingCodeID", number()),
    CHANGE_APPROVAL_BOARD("changeApprovalBoard", number()),
    CHANGE_APPROVAL_STATUS("changeApprovalStatus", number()),
    CHANGE_APPROVAL_TYPE("changeApprovalType", number()),
    CHANGE_INFO_FIELD_1("changeInfoField1", text().atMost(8000)),
    CHANGE_INFO_FIELD_2("changeInfoField2", text().atMost(8000)),
    CHANGE_INFO_FIELD_3("changeInfoField3", text().atMost(8000)),
    CHANGE_INFO_FIELD_4("changeInfoField4", text().atMost(8000)),
    CHANGE_INFO_FIELD_5("changeInfoField5", text().atMost(8000)),
    COMPANY_ID("companyID", number().pointsAt("Company").asRequired()),
    COMPANY_LOCATION_ID("companyLocationID", number()),
    COMPLETED_BY_RESOURCE_ID("completedByResourceID", number().asReadOnly().pointsAt("Resource")),
    COMPLETED_DATE("completedDate", time().asReadOnly()),
    CONFIGURATION_ITEM_ID("configurationItemID", number().pointsAt("ConfigurationItem")),
    CONTACT_ID("contactID", number().pointsAt("Contact")),
    CONTRACT_ID("contractID", number()),
    CONTRACT_SERVICE_BUNDLE_ID("contractServiceBundleID", number()),
    CONTRACT_SERVICE_ID("contractServiceID", number()),
    CREATE_DATE("createDate", time().asReadOnly()),
    CREATED_BY_CONTACT_ID("createdByContactID", number().pointsAt("Contact")),
    CREATOR_RESOURCE_ID("creatorResourceID", number().asReadOnly().pointsAt("Resource")),
    CREATOR_TYPE("creatorType", number().asReadOnly().notQueryable()),
    CURRENT_SERVICE_THERMOMETER_RATING("currentServiceThermometerRating", number()),
    DESCRIPTION("description", text().long128KiB()),
    DUE_DATE_TIME("dueDateTime", time().asRequired()),
    ESTIMATED_HOURS("estimatedHours", decimal()),
    EXTERNAL_ID("externalID", text().atMost(100)),
    FIRST_RESPONSE_ASSIGNED_RESOURCE_ID(
            "firstResponseAssignedResourceID", number().asReadOnly().pointsAt("Resource")),
    FIRST_RESPONSE_DATE_TIME("firstResponseDateTime", time().asReadOnly()),
    FIRST_RESPONSE_DUE_DATE_TIME("firstResponseDueDateTime", time().asReadOnly()),
    FIRST_RESPONSE_INITIATING_RESOURCE_ID(
            "firstResponseInitiatingResourceID", number().asReadOnly().pointsAt("Resource")),
    HOURS_TO_BE_SCHEDULED("hoursToBeScheduled", decimal()),
    IMPERSONATOR_CREATOR_RESOURCE_ID(
            "impersonatorCreatorResourceID", number().asReadOnly().pointsAt("Resource")),
    IS_ASSIGNED_TO_COMANAGED("isAssignedToComanaged", flag()),
    ISSUE_TYPE("issueType", number().picks(PicklistName.ISSUE_TYPE)),
    IS_VISIBLE_TO_COMANAGED("isVisibleToComanaged", flag()),
    LAST_ACTIVITY_DATE("lastActivityDate", time().asReadOnly()),
    LAST_ACTIVITY_PERSON_TYPE("lastActivityPersonType", number().asReadOnly().notQueryable()),
    LAST_ACTIVITY_RESOURCE_ID("lastActivityResourceID", number().asReadOnly().pointsAt("Resource")),
    LAST_CUSTOMER_NOTIFICATION_DATE_TIME("lastCustomerNotificationDateTime", time().asReadOnly()),
    LAST_CUSTOMER_VISIBLE_ACTIVITY_DATE_TIME("lastCustomerVisibleActivityDateTime", time().asReadOnly()),
    LAST_TRACKED_MODIFICATION_DATE_TIME("lastTrackedModificationDateTime", time().asReadOnly()),
    MONITOR_ID("monitorID", number()),
    MONITOR_TYPE_ID("monitorTypeID", number()),
    OPPORTUNITY_ID("opportunityID", number()),
    ORGANIZATIONAL_LEVEL_ASSOCIATION_ID("organizationalLevelAssociationID", number()),
    PREVIOUS_SERVICE_THERMOMETER_RATING("previousServiceThermometerRating", number()),
    PRIORITY("priority", number().picks(PicklistName.PRIORITY).asRequired()),
    PROBLEM_TICKET_ID("problemTicketId", number().pointsAt("Ticket")),
    PROJECT_ID("projectID", number()),
    PURCHASE_ORDER_NUMBER("purchaseOrderNumber", text().atMost(50)),
    QUEUE_ID("queueID", number().picks(PicklistName.QUEUE)),
    RESOLUTION("resolution", text().long128KiB()),
    RESOLUTION_PLAN_DATE_TIME("resolutionPlanDateTime", time().asReadOnly()),
    RESOLUTION_PLAN_DUE_DATE_TIME("resolutionPlanDueDateTime", time().asReadOnly()),
    RESOLVED_DATE_TIME("resolvedDateTime", time().asReadOnly()),
    RESOLVED_DUE_DATE_TIME("resolvedDueDateTime", time().asReadOnly()),
    RMA_STATUS("rmaStatus", number()),
    RMA_TYPE("rmaType", number()),
    RMM_ALERT_ID("rmmAlertID", text().atMost(100)),
    SERVICE_LEVEL_AGREEMENT_HAS_BEEN_MET("serviceLevelAgreementHasBeenMet", flag().asReadOnly()),
    SERVICE_LEVEL_AGREEMENT_ID("serviceLevelAgreementID", number().picks(PicklistName.SERVICE_LEVEL_AGREEMENT)),
    SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS(
            "serviceLevelAgreementPausedNextEventHours", decimal().asReadOnly()),
    SERVICE_THERMOMETER_TEMPERATURE("serviceThermometerTemperature", number()),
    SOURCE("source", number().picks(PicklistName.SOURCE)),
    STATUS("status", number().picks(PicklistName.STATUS).asRequired()),
    SUB_ISSUE_TYPE("subIssueType", number().picks(PicklistName.SUB_ISSUE_TYPE)),
    TICKET_CATEGORY("ticketCategory", number()),
    TICKET_NUMBER("ticketNumber", text().asReadOnly().atMost(50)),
    TICKET_TYPE("ticketType", number()),
    TITLE("title", text().atMost(255).asRequired());

    /** Bytes of UTF-8 that a description, a resolution, a note and a multi-line user-defined field may have: 128 KiB. */
    public static final int LONG_TEXT_BYTES = 128 * 1024;

    private static final Map<String, TicketField> BY_NAME = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(field -> BY_NAME.put(field.apiName.toLowerCase(Locale.ROOT), field));
    }

    private final String apiName;
    private final Spec spec;

    TicketField(String apiName, Spec spec) {
        this.apiName = apiName;
        this.spec = spec;
    }

    /** The field of that name, without case. */
    public static Optional<TicketField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    /** {@code companyID}, {@code problemTicketId}. */
    @Override
    public String apiName() {
        return apiName;
    }

    /** {@code company_id}: its column in table ticket. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String expression() {
        return "t." + column();
    }

    @Override
    public FieldType type() {
        return spec.type;
    }

    /** Set by the desk, never by a client; such values in a request are passed over. */
    @Override
    public boolean isReadOnly() {
        return spec.readOnly;
    }

    /** A ticket cannot be without it. */
    @Override
    public boolean isRequired() {
        return spec.required;
    }

    @Override
    public boolean isQueryable() {
        return spec.queryable;
    }

    /** The picklist its numbers come from. */
    public Optional<PicklistName> picklist() {
        return Optional.ofNullable(spec.picklist);
    }

    /** The entity its numbers point at, under the API's name: Company, Contact, Resource, ConfigurationItem, Ticket. */
    @Override
    public Optional<String> reference() {
        return Optional.ofNullable(spec.reference);
    }

    /** Most characters of a text; 0 where {@link #LONG_TEXT_BYTES} rules, or the field holds no text. */
    @Override
    public int length() {
        return spec.length;
    }

    private record Spec(
            FieldType type,
            boolean readOnly,
            boolean required,
            boolean queryable,
            int length,
            @Nullable PicklistName picklist,
            @Nullable String reference) {
        Spec asReadOnly() {
            return new Spec(type, true, required, queryable, length, picklist, reference);
        }

        Spec asRequired() {
            return new Spec(type, readOnly, true, queryable, length, picklist, reference);
        }

        Spec notQueryable() {
            return new Spec(type, readOnly, required, false, length, picklist, reference);
        }

        Spec atMost(int characters) {
            return new Spec(type, readOnly, required, queryable, characters, picklist, reference);
        }

        Spec long128KiB() {
            return atMost(0);
        }

        Spec picks(PicklistName from) {
            return new Spec(type, readOnly, required, queryable, length, from, reference);
        }

        Spec pointsAt(String entity) {
            return new Spec(type, readOnly, required, queryable, length, picklist, entity);
        }
    }

    private static Spec of(FieldType type) {
        return new Spec(type, false, false, true, 0, null, null);
    }

    private static Spec number() {
        return of(FieldType.NUMBER);
    }

    private static Spec decimal() {
        return of(FieldType.DECIMAL);
    }

    private static Spec text() {
        return of(FieldType.TEXT);
    }

    private static Spec time() {
        return of(FieldType.TIME);
    }

    private static Spec flag() {
        return of(FieldType.FLAG);
    }
}
