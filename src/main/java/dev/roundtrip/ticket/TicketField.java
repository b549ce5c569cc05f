package dev.roundtrip.ticket;

import static dev.roundtrip.field.FieldSpec.decimal;
import static dev.roundtrip.field.FieldSpec.flag;
import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;
import static dev.roundtrip.field.FieldSpec.time;

import dev.roundtrip.field.FieldSpec;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.StoredField;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every field of a ticket, under the name that clients of the REST API know (with its odd capitals).
 *
 * <p>One place says what a field is: the API's entity information, the columns of the table, the attributes of rules and the
 * names in templates all follow from here.
 */
public enum TicketField implements StoredField {
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
    DESCRIPTION("description", text()),
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
    RESOLUTION("resolution", text()),
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
    TITLE("title", text().atMost(255).asOneLine().asRequired());

    private static final Map<String, TicketField> BY_NAME = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(field -> BY_NAME.put(field.apiName.toLowerCase(Locale.ROOT), field));
    }

    private final String apiName;
    private final FieldSpec spec;

    TicketField(String apiName, FieldSpec spec) {
        this.apiName = apiName;
        this.spec = spec;
    }

    /** The field of that name, without case. */
    public static Optional<TicketField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.strip().toLowerCase(Locale.ROOT)));
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
        return "t";
    }
}
