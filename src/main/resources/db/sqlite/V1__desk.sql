-- Times are milliseconds since 1970, on both databases: one meaning, and no driver between.
-- What only one of the two needs is marked; all else is word for word the same in both folders.

create table revision (
    id      integer primary key,
    number  bigint not null,
    beat    bigint not null
);
insert into revision (id, number, beat) values (1, 0, 0);

-- The desk's own settings: one row a setting.
create table desk_setting (
    name   text primary key,
    value  text not null
);

-- Companies, contacts and devices: a column for each field of the API.
create table company (
    id                               integer primary key autoincrement,
    additional_address_information   text,
    address1                         text,
    address2                         text,
    alternate_phone1                 text,
    alternate_phone2                 text,
    api_vendor_id                    bigint,
    asset_value                      double precision,
    city                             text,
    classification_id                bigint,
    company_category_id              bigint,
    name                             text not null,
    name_key                         text not null unique,   -- the name in lower case, umlauts too: names are found without case
    company_number                   text,
    company_type                     bigint not null,
    competitor_id                    bigint,
    country_id                       bigint,
    create_date                      bigint not null,
    currency_id                      bigint,
    fax                              text,
    active                           boolean not null,
    is_client_portal_active          boolean,
    is_tax_exempt                    boolean,
    last_tracked_modified_date_time  bigint not null,
    market_segment_id                bigint,
    manager_id                       bigint,   -- the person who looks after it
    parent_company_id                bigint,
    phone                            text,
    postal_code                      text,
    sic_code                         text,
    state                            text,
    stock_market                     text,
    stock_symbol                     text,
    tax_id                           text,
    tax_region_id                    bigint,
    territory_id                     bigint,
    web_address                      text
);
insert into company (id, name, name_key, active, company_type, create_date, last_tracked_modified_date_time)
values (0, 'This desk', 'this desk', true, 1, 0, 0);

create table contact (
    id                              integer primary key autoincrement,
    additional_address_information  text,
    address_line                    text,
    address_line1                   text,
    alternate_phone                 text,
    api_vendor_id                   bigint,
    city                            text,
    company_id                      bigint not null references company (id),
    company_location_id             bigint,
    country_id                      bigint,
    create_date                     bigint not null,
    email                           text,
    email_address2                  text,
    email_address3                  text,
    extension                       text,
    external_id                     text,
    fax_number                      text,
    first_name                      text not null,
    active                          bigint not null check (active in (0, 1)),
    last_modified_date              bigint not null,
    last_name                       text,
    middle_initial                  text,
    mobile_phone                    text,
    name_prefix                     bigint,
    name_suffix                     bigint,
    note                            text,
    phone                           text,
    primary_contact                 boolean,
    receives_email_notifications    boolean,
    is_opted_out_from_bulk_email    boolean,
    solicitation_opt_out            boolean,
    survey_opt_out                  boolean,
    room_number                     text,
    state                           text,
    title                           text,
    zip_code                        text
);
create index contact_of_company on contact (company_id, id);

create table device (
    id                                    integer primary key autoincrement,
    api_vendor_id                         bigint,
    company_id                            bigint not null references company (id),
    company_location_id                   bigint,
    configuration_item_category_id        bigint,
    configuration_item_type               bigint,
    contact_id                            bigint,
    contract_id                           bigint,
    create_date                           bigint not null,
    daily_cost                            double precision,
    hourly_cost                           double precision,
    install_date                          bigint,
    active                                boolean not null,
    last_modified_time                    bigint not null,
    location                              text,
    monthly_cost                          double precision,
    notes                                 text,
    number_of_users                       double precision,
    parent_configuration_item_id          bigint,
    product_id                            bigint,
    reference                             text,
    name                                  text not null,
    rmm_device_audit_description          text,
    rmm_device_audit_external_ip_address  text,
    rmm_device_audit_hostname             text,
    rmm_device_audit_ip_address           text,
    rmm_device_audit_last_user            text,
    rmm_device_audit_mac_address          text,
    rmm_device_audit_memory_bytes         bigint,
    rmm_device_audit_missing_patch_count  bigint,
    rmm_device_audit_operating_system     text,
    rmm_device_audit_storage_bytes        bigint,
    rmm_device_id                         bigint,
    rmm_device_uid                        text,
    rmm_open_alert_count                  bigint,
    serial_number                         text,
    service_level_agreement_id            bigint,
    setup_fee                             double precision,
    vendor_id                             bigint,
    warranty_expiration_date              bigint
);
create index device_of_company on device (company_id, id);

create table person (
    id             integer primary key autoincrement,
    login          text    not null,
    login_key      text    not null unique,
    name           text    not null,
    email          text,
    role           text    not null check (role in ('administrator', 'technician', 'read-only')),
    language       text,
    password_hash  text,
    active         boolean not null
);

-- What people chose on the pages, apart from what a setup file says of them and would take back with the next start.
create table person_choice (
    person_id     bigint  primary key references person (id),
    language      text,
    theme         text,                          -- light, dark; null for the browser's
    signed_out_at bigint,                        -- sessions begun before it have ended
    quiet         text                           -- 22:00-06:00: no mail then
);

-- Where people are signed in. The session itself is in the memory of its node; here is whether it still counts, which every node asks.
create table person_session (
    id         integer primary key autoincrement,
    key_hash   text   not null unique,
    person_id  bigint not null references person (id),
    node       text   not null,                  -- in whose memory it is
    began      bigint not null,
    last_seen  bigint not null,                  -- to the minute
    address    text   not null,
    agent      text   not null                   -- as the browser calls itself
);
create index person_session_of_person on person_session (person_id);

-- What makes the codes that people sign in with besides their passwords.
create table second_factor (
    person_id  bigint primary key references person (id),
    secret     text   not null,                  -- sealed
    last_step  bigint not null                   -- of 30 s since 1970: that of the last code, for none is taken twice
);

-- Accounts at a sign-in provider, and whose they are.
create table person_identity (
    issuer     text   not null,
    subject    text   not null,                  -- as the issuer calls it: addresses and names change, this does not
    person_id  bigint not null references person (id),
    linked     bigint not null,
    primary key (issuer, subject),
    unique (person_id, issuer)
);

-- Codes for whoever has lost theirs. One that was used is deleted.
create table recovery_code (
    person_id  bigint not null references person (id),
    code_hash  text   not null,
    primary key (person_id, code_hash)
);

-- Who came in, and who changed what the desk is. Only ever added to, and removed from its beginning.
create table security_event (
    id         integer primary key,               -- 1, 2, 3 …: none is left out
    at         bigint not null,
    actor_kind text   not null,
    actor_id   bigint not null,
    actor_name text   not null,
    address    text,                              -- where it came from; null for the desk itself
    what       text   not null,
    kind       text,                              -- of what was changed, as a part of the setup file is called: callouts
    name       text,
    hash       text   not null                    -- of all that, and of the hash of the event before
);

-- The ends of the chain of security_event: the last one, and the last one that was removed. Its row is locked to add one.
create table security_chain (
    id           integer primary key,
    last_id      bigint not null,
    last_hash    text   not null,
    removed_id   bigint not null,
    removed_hash text   not null
);
insert into security_chain (id, last_id, last_hash, removed_id, removed_hash) values (1, 0, '', 0, '');

-- Filters of lists that a person keeps under a name.
create table saved_view (
    id         integer primary key autoincrement,
    person_id  bigint not null references person (id),
    list       text   not null,               -- tickets
    name       text   not null,
    name_key   text   not null,
    query      text   not null,               -- as it stands in the address, without the question mark
    unique (person_id, list, name_key)
);

create table api_user (
    id                integer primary key autoincrement,
    login             text    not null,
    login_key         text    not null unique,
    secret_salt       text    not null,
    secret_hash       text    not null,
    previous_salt     text,                     -- the secret before a rotation, and until when it is good
    previous_hash     text,
    previous_until    bigint,
    integration_code  text,
    active            boolean not null,
    check ((previous_salt is null) = (previous_until is null) and (previous_hash is null) = (previous_until is null))
);

create table api_user_company (
    api_user_id  bigint not null references api_user (id) on delete cascade,
    company_id   bigint not null references company (id),
    primary key (api_user_id, company_id)
);

create table token (
    id          integer primary key autoincrement,
    name        text   not null,
    name_key    text   not null unique,
    token_hash  text   not null unique,
    scopes      text   not null,
    expires_at  bigint
);

-- When whoever comes in with credentials did so last, to the minute. Apart from them: a use is no change of the configuration.
create table last_use (
    api_user_id  bigint unique references api_user (id) on delete cascade,
    token_id     bigint unique references token (id) on delete cascade,
    used_at      bigint not null,
    check ((api_user_id is null) <> (token_id is null))
);

-- The last requests of each API user, as they came and went; written down in bundles, and cut to so many a user.
create table api_request (
    id                integer primary key autoincrement,
    api_user_id       bigint  not null references api_user (id) on delete cascade,
    signed_in         boolean not null,         -- false where only the login was right, or it was not looked further
    at                bigint  not null,
    method            text    not null,
    address           text    not null,         -- with its query
    status            integer not null,
    millis            bigint  not null,
    integration_code  text,                     -- masked
    content_type      text,
    user_agent        text,
    request_size      bigint  not null,         -- bytes, as they came
    request_body      text,                     -- its beginning, unpacked
    request_cut       boolean not null,
    answer_size       bigint  not null,
    answer_body       text,
    answer_cut        boolean not null
);
create index api_request_of_user on api_request (api_user_id, id);

create table picklist_value (
    picklist    text    not null,
    number      bigint  not null,
    label       text    not null,
    sort_order  integer not null,
    active      boolean not null,
    is_system   boolean not null,
    is_default  boolean not null,
    primary key (picklist, number)
);

create table service_level (
    id          integer primary key autoincrement,
    name        text    not null,
    name_key    text    not null unique,
    active      boolean not null,
    is_default  boolean not null,
    settings    text    not null               -- JSON: hours, targets, what statuses mean
);
create unique index service_level_default on service_level (is_default) where is_default;

create table user_field (
    id             integer primary key autoincrement,
    name           text    not null,
    name_key       text    not null unique,
    type           text    not null check (type in ('text', 'multi-line-text', 'number', 'date', 'list')),
    choices        text    not null,          -- JSON array, for lists
    default_value  text,
    description    text,
    active         boolean not null
);

-- Numbers that are drawn one after the other: the ids of tickets, and their numbers of each day.
create table counter (
    name  text   primary key,
    last  bigint not null
);

create table ticket (
    id                                            integer primary key,
    version                                       integer not null,
    api_vendor_id                                 bigint,
    assigned_resource_id                          bigint,
    assigned_resource_role_id                     bigint,
    billing_code_id                               bigint,
    change_approval_board                         bigint,
    change_approval_status                        bigint,
    change_approval_type                          bigint,
    change_info_field_1                           text,
    change_info_field_2                           text,
    change_info_field_3                           text,
    change_info_field_4                           text,
    change_info_field_5                           text,
    company_id                                    bigint not null,
    company_location_id                           bigint,
    completed_by_resource_id                      bigint,
    completed_date                                bigint,
    configuration_item_id                         bigint,
    contact_id                                    bigint,
    contract_id                                   bigint,
    contract_service_bundle_id                    bigint,
    contract_service_id                           bigint,
    create_date                                   bigint not null,
    created_by_contact_id                         bigint,
    creator_resource_id                           bigint,
    creator_type                                  bigint,
    current_service_thermometer_rating            bigint,
    description                                   text,
    due_date_time                                 bigint,
    estimated_hours                               double precision,
    external_id                                   text,
    first_response_assigned_resource_id           bigint,
    first_response_date_time                      bigint,
    first_response_due_date_time                  bigint,
    first_response_initiating_resource_id         bigint,
    hours_to_be_scheduled                         double precision,
    impersonator_creator_resource_id              bigint,
    is_assigned_to_comanaged                      boolean,
    issue_type                                    bigint,
    is_visible_to_comanaged                       boolean,
    last_activity_date                            bigint not null,
    last_activity_person_type                     bigint,
    last_activity_resource_id                     bigint,
    last_customer_notification_date_time          bigint,
    last_customer_visible_activity_date_time      bigint,
    last_tracked_modification_date_time           bigint,
    monitor_id                                    bigint,
    monitor_type_id                               bigint,
    opportunity_id                                bigint,
    organizational_level_association_id           bigint,
    previous_service_thermometer_rating           bigint,
    priority                                      bigint not null,
    problem_ticket_id                             bigint,
    project_id                                    bigint,
    purchase_order_number                         text,
    queue_id                                      bigint,
    resolution                                    text,
    resolution_plan_date_time                     bigint,
    resolution_plan_due_date_time                 bigint,
    resolved_date_time                            bigint,
    resolved_due_date_time                        bigint,
    rma_status                                    bigint,
    rma_type                                      bigint,
    rmm_alert_id                                  text,
    service_level_agreement_has_been_met          boolean,
    service_level_agreement_id                    bigint,
    service_level_agreement_paused_next_event_hours double precision,
    service_thermometer_temperature               bigint,
    source                                        bigint,
    status                                        bigint not null,
    sub_issue_type                                bigint,
    ticket_category                               bigint,
    ticket_number                                 text not null,
    ticket_type                                   bigint,
    title                                         text not null,
    status_since                                  bigint not null,
    idle_since                                    bigint not null
);
create unique index ticket_number on ticket (ticket_number);
create index ticket_of_company on ticket (company_id, id);
-- What rules by the clock look for: who has been left alone, or as he is, for so long, and what is due (as long as it is not complete).
-- idle_since is the last activity by anybody but a rule: else a rule that notes that nobody came would be somebody who did.
create index ticket_idle_since on ticket (idle_since, id);
create index ticket_status_since on ticket (status_since, id, status);
create index ticket_due on ticket (due_date_time, id) where status <> 5;
-- What a list of open tickets begins with, the newest first, and what tells how many there are: nearly all of a desk's are complete.
create index ticket_open on ticket (id) where status <> 5;
create index ticket_open_assigned on ticket (assigned_resource_id, id) where status <> 5 and assigned_resource_id is not null;
-- The same of service levels. A ticket without one is in none of these; nor is what waits, for its time stands still.
create index ticket_first_response_due on ticket (first_response_due_date_time, id)
    where first_response_due_date_time is not null
      and first_response_date_time is null and service_level_agreement_paused_next_event_hours is null;
create index ticket_resolution_plan_due on ticket (resolution_plan_due_date_time, id)
    where resolution_plan_due_date_time is not null
      and resolution_plan_date_time is null and service_level_agreement_paused_next_event_hours is null;
create index ticket_resolved_due on ticket (resolved_due_date_time, id)
    where resolved_due_date_time is not null
      and resolved_date_time is null and service_level_agreement_paused_next_event_hours is null;

create table ticket_user_value (
    ticket_id  bigint not null references ticket (id),
    field_id   bigint not null references user_field (id),
    value      text   not null,
    value_key  text   not null,               -- the first 200 characters in lower case, for look-ups
    primary key (ticket_id, field_id)
) without rowid;
create index ticket_user_value_key on ticket_user_value (field_id, value_key);

-- What a monitoring system said last about one alert. The row makes senders of one alert take turns.
create table alert (
    field_id     bigint  not null references user_field (id),
    company_id   bigint  not null references company (id),
    fingerprint  text    not null,
    ticket_id    bigint  references ticket (id),
    firing       boolean not null,
    said         text    not null,             -- a digest of its title and description
    primary key (field_id, company_id, fingerprint)
) without rowid;

create table note (
    id              integer primary key autoincrement,
    ticket_id       bigint not null references ticket (id),
    title           text   not null,
    description     text   not null,
    note_type       bigint not null,
    publish         bigint not null,
    created_at      bigint not null,
    creator_kind    text   not null,
    creator_id      bigint not null,
    creator_name    text   not null
);
create index note_of_ticket on note (ticket_id, id);

-- What a listing tells of a file; the file itself lies in a row of its own, which no listing reads.
create table attachment (
    id              integer primary key autoincrement,
    ticket_id       bigint not null references ticket (id),
    file_name       text   not null,
    content_type    text   not null,
    title           text   not null,
    publish         bigint not null,
    size            bigint not null,           -- bytes
    created_at      bigint not null,
    creator_kind    text   not null,
    creator_id      bigint not null,
    creator_name    text   not null
);
create index attachment_of_ticket on attachment (ticket_id, id);

create table attachment_content (
    id       integer primary key references attachment (id),
    content  blob not null
);

-- A line for every field that a change altered; never edited.
create table history (
    ticket_id   bigint  not null references ticket (id),
    version     integer not null,
    line        integer not null,
    at          bigint  not null,
    actor_kind  text    not null,
    actor_id    bigint  not null,
    actor_name  text    not null,
    field       text    not null,
    old_value   text,
    new_value   text,
    primary key (ticket_id, version, line)
) without rowid;
-- Due dates follow from these alone, and a ticket may have any number of others.
create index history_status on history (ticket_id, version, line) where field = 'status';

create table callout (
    id         integer primary key autoincrement,
    name       text    not null,
    name_key   text    not null unique,
    active     boolean not null,
    settings   text    not null,              -- JSON: everything else that is no secret
    secrets    text    not null,              -- JSON: name -> sealed value
    secrets_at text    not null default '{}'  -- JSON: name -> when it was set
);

create table rule (
    id        integer primary key autoincrement,
    name      text    not null,
    name_key  text    not null unique,
    place     integer not null,
    active    boolean not null,
    since     bigint  not null,               -- when it began to listen: what came to pass before is none of its
    settings  text    not null                -- JSON: events, conditions, updates, actions
);

-- The day on which a rule fired last. Written once a day and process, not at every firing: all would wait for that one row.
create table rule_fired (
    rule_id  bigint primary key,
    day      bigint not null                   -- days since 1970, by the clock of the desk's zone
);

-- Rules that somebody runs on the tickets there are. done_to goes up to last_ticket; whoever moves it has done what lies between.
create table rule_run (
    id          integer primary key autoincrement,
    rule_id     bigint  not null,
    rule_name   text    not null,
    rule_print  text    not null,              -- of the rule as it was when the run began
    actor_kind  text    not null,
    actor_id    bigint  not null,
    actor_name  text    not null,
    begun_at    bigint  not null,
    expected    integer not null,              -- how many tickets matched then
    last_ticket bigint  not null,
    done_to     bigint  not null,
    fired       integer not null,
    ended_at    bigint,
    stopped     text                           -- why it ended before its end
);
create index rule_run_open on rule_run (id) where ended_at is null;
create index rule_run_rule on rule_run (rule_id, id);

-- Up to which moment rules by the clock were looked after.
create table rule_clock (
    id            integer primary key,
    looked_until  bigint not null
);
insert into rule_clock (id, looked_until) values (1, 0);

-- A ticket that came into the state that a rule waits for, from one moment on: once it has fired it does not again.
create table rule_entry (
    rule_id    bigint  not null,
    event      text    not null,
    ticket_id  bigint  not null,
    moment     bigint  not null,
    fired_at   bigint,
    primary key (rule_id, event, ticket_id, moment)
) without rowid;
create index rule_entry_open on rule_entry (moment, ticket_id, rule_id) where fired_at is null;
create index rule_entry_fired on rule_entry (moment) where fired_at is not null;

-- One row a change: which rules were tried, and why each fired or not.
create table trace (
    ticket_id   bigint  not null,
    version     integer not null,
    part        integer not null,              -- 0 for the change itself, from 1 for what came with time after it
    at          bigint  not null,
    event       text    not null,
    actor_kind  text    not null,
    actor_id    bigint  not null,
    actor_name  text    not null,
    hops        integer not null,
    rules       text    not null,              -- JSON
    primary key (ticket_id, version, part)
) without rowid;
create index trace_age on trace (at);

-- What was promised. due_at is the time of the next attempt of a waiting row and the end of the lease of a running one.
create table delivery (
    id            text primary key,
    lane          text    not null,
    lane_name     text    not null,
    subject_id    bigint  not null,
    subject_name  text    not null,
    order_key     text    not null,
    place         bigint  not null,
    state         text    not null check (state in ('held', 'waiting', 'running', 'delivered', 'given-up', 'cancelled')),
    attempts      integer not null,
    created_at    bigint  not null,
    due_at        bigint,
    ended_at      bigint,
    node          text,
    held_for      text check (held_for in ('lane', 'person')),
    error         text,
    load          text    not null,
    replay_of     text,                   -- the ended one whose request it carries once more
    check ((state in ('delivered', 'given-up', 'cancelled')) = (ended_at is not null)),
    check ((state in ('waiting', 'running')) = (due_at is not null)),
    check ((state = 'running') = (node is not null)),
    check ((state = 'held') = (held_for is not null))
);
-- The few that are open, each index by a condition of its own: PostgreSQL believes that there are next to none of them, so that of two that
-- fit it may take the one that has to be read whole. (ended_at is null in all of delivery_order: SQLite needs it there to be content with
-- the index, and not to look into the row.)
create index delivery_due on delivery (lane, due_at, id) where due_at is not null;
create index delivery_order on delivery (order_key, place, id, ended_at) where ended_at is null;
create index delivery_leased on delivery (due_at) where state = 'running';
create index delivery_held on delivery (lane) where state = 'held';
create index delivery_of_subject on delivery (subject_id, id);
create index delivery_of_lane on delivery (lane, id);
-- For figures: all that they ask of what has ended, so that no row is looked into.
create index delivery_ended on delivery (ended_at, state, attempts, created_at, lane) where ended_at is not null;
-- What the log is asked for by its state, the newest first: each of these is the few of many, and the condition stands word for word in the question.
create index delivery_to_look_at on delivery (id) where state in ('given-up', 'held');
create index delivery_cancelled on delivery (id) where state = 'cancelled';
-- One is replayed once; who wants it again replays its replay.
create unique index delivery_replay on delivery (replay_of) where replay_of is not null;

-- Chats where something is told: the desk's, by name, and at most one of each person. One that is gone has lost its URL alone, for notices
-- and deliveries name it.
create table channel (
    id          integer primary key autoincrement,
    person_id   bigint  references person (id),
    name        text,                          -- of one of the desk's
    name_key    text,
    kind        text    not null check (kind in ('slack', 'teams', 'mattermost', 'ntfy')),
    host        text    not null,              -- of the URL: what may be shown of it
    url         text,                          -- sealed
    refused_at  bigint,                        -- since when nothing gets through, until something does again
    error       text,
    check ((person_id is null) <> (name is null)),
    check ((name is null) = (name_key is null))
);
create unique index channel_name on channel (name_key) where url is not null;
create unique index channel_of_person on channel (person_id) where url is not null;

-- What somebody was told: a person, who finds it in the inbox, an address outside, or a channel. Where a mail or a chat message goes out
-- too, a delivery carries it.
create table notice (
    id             integer primary key autoincrement,
    person_id      bigint  references person (id),
    address        text,
    channel_id     bigint  references channel (id),
    kind           text    not null check (kind in ('rule', 'delivery', 'trouble', 'health')),
    told_by        text    not null,           -- the name of the rule or the callout then; empty for the desk itself
    subject        text    not null,
    description    text    not null,
    link           text    not null,           -- the page that shows more
    thread         text    not null,           -- mails of one thread are shown together
    ticket_id      bigint  not null,           -- 0 for none
    ticket_number  text    not null,
    created_at     bigint  not null,
    read_at        bigint,
    mail_after     bigint,                     -- of the person's quiet hours: when it goes out, with all that has come until then
    check (case when person_id is null then 0 else 1 end + case when address is null then 0 else 1 end
           + case when channel_id is null then 0 else 1 end = 1),
    check (read_at is null or person_id is not null)
);
create index notice_of_person on notice (person_id, id);
create index notice_unread on notice (person_id, id) where read_at is null;
create index notice_to_mail on notice (mail_after, person_id) where mail_after is not null;

-- Callouts that fail, of which somebody is to hear: from the first failure until all is well again, and a quarter of an hour longer.
create table trouble (
    id            integer primary key autoincrement,
    lane          text    not null,
    lane_name     text    not null,
    thread        text    not null,            -- what holds its mails together
    began_at      bigint  not null,
    heard         text    not null check (heard in ('nothing', 'fails', 'works')),
    told_at       bigint,
    told          text    not null,            -- who was told that it fails, one a line
    unsteady      boolean not null,
    failed_at     bigint  not null,            -- the last failure
    well_at       bigint,                      -- the last success
    looked_until  bigint  not null,            -- up to then successes were looked for
    ended_at      bigint
);
create unique index trouble_open on trouble (lane) where ended_at is null;
create index trouble_lane on trouble (lane, id);

-- Deliveries that failed, of which somebody is to hear, until all was told.
create table failing (
    delivery_id    text    primary key,
    lane           text    not null,
    lane_name      text    not null,
    trouble_id     bigint,                     -- null until somebody has looked at it
    ticket_id      bigint  not null,
    ticket_number  text    not null,
    state          text    not null,           -- of the delivery
    failed_at      bigint  not null,           -- its last failure
    ended_at       bigint,
    error          text    not null,
    told           boolean not null            -- whether a message has told how it ended
) without rowid;
create index failing_new on failing (lane) where trouble_id is null;
create index failing_of_trouble on failing (trouble_id, delivery_id) where trouble_id is not null;

-- Works that one of those who share the database does at a time.
create table node_turn (
    work        text   primary key,
    node        text   not null,
    held_until  bigint not null
) without rowid;

-- Addresses that mail did not get through to, until it does again.
create table mail_refusal (
    address     text   primary key,            -- in lower case
    refused_at  bigint not null,
    error       text   not null
) without rowid;

-- Who shares the database, when each was heard last, and when it began an attempt last.
create table node (
    name      text   primary key,
    seen_at   bigint not null,
    began_at  bigint not null
);

-- Which key seals secrets, for all nodes: the row is locked to let another seal.
create table sealing (
    id           integer primary key check (id = 1),
    key_id       text,                          -- null before the first start
    sealed_anew  bigint  not null               -- secrets, since that key seals
);
insert into sealing (id, key_id, sealed_anew) values (1, null, 0);

-- Which keys those have who share the database.
create table known_key (
    node     text   not null,
    key_id   text   not null,
    seen_at  bigint not null,
    primary key (node, key_id)
);

-- Until when the certificate holds that a target of callouts showed at its last handshake.
create table target_certificate (
    host       text   primary key,             -- with its port, unless that is the usual one
    not_after  bigint not null,
    seen_at    bigint not null
);

-- What worries the desk about itself, and when its administrators were told.
create table worry (
    key       text   primary key,
    what      text   not null,
    facts     text   not null,                 -- JSON
    began_at  bigint not null,
    found_at  bigint not null,                 -- when it was there last
    told_at   bigint,                          -- null as long as there is nobody to tell
    ended_at  bigint
);

create table attempt (
    delivery_id  text not null references delivery (id),
    number       integer not null,
    started_at   bigint  not null,
    ended_at     bigint,
    outcome      text    not null check (outcome in ('running', 'success', 'failure', 'unknown')),
    status       integer,
    error        text,
    address      text,
    detail       text,                         -- JSON: what was sent and answered, and how long each part took
    primary key (delivery_id, number),
    check ((outcome = 'running') = (ended_at is null))
) without rowid;

-- What people and programs did to a delivery by hand.
create table by_hand (
    delivery_id  text not null references delivery (id),
    at           bigint not null,
    what         text   not null check (what in ('retry', 'cancel', 'replay')),
    actor        text   not null,
    primary key (delivery_id, at, what, actor)
) without rowid;

insert into picklist_value (picklist, number, label, sort_order, active, is_system, is_default) values
    ('status', 1, 'New', 1, true, true, true),
    ('status', 5, 'Complete', 2, true, true, false),
    ('status', 7, 'Waiting Customer', 3, true, false, false),
    ('status', 8, 'In Progress', 4, true, false, false),
    ('status', 9, 'Waiting Materials', 5, true, false, false),
    ('status', 10, 'Scheduled', 6, true, false, false),
    ('status', 11, 'Escalate', 7, true, false, false),
    ('status', 12, 'Waiting Vendor', 8, true, false, false),
    ('status', 13, 'Waiting Approval', 9, true, false, false),
    ('status', 14, 'Approved', 10, true, false, false),
    ('status', 15, 'Denied', 11, true, false, false),
    ('priority', 4, 'Critical', 1, true, false, false),
    ('priority', 1, 'High', 2, true, false, false),
    ('priority', 2, 'Medium', 3, true, false, true),
    ('priority', 3, 'Low', 4, true, false, false),
    ('queue', 5, 'Client Portal', 1, true, false, false),
    ('queue', 6, 'Post Sale', 2, true, false, false),
    ('queue', 8, 'Monitoring Alert', 3, true, false, false),
    ('source', -1, 'Other', 1, true, false, false),
    ('source', 2, 'Phone', 2, true, false, false),
    ('source', 4, 'Email', 3, true, false, false),
    ('source', 6, 'Web Portal', 4, true, false, false),
    ('source', 8, 'Monitoring Alert', 5, true, false, false),
    ('issueType', 1, 'Hardware', 1, true, false, false),
    ('issueType', 2, 'Software', 2, true, false, false),
    ('issueType', 3, 'Network', 3, true, false, false),
    ('issueType', 4, 'Monitoring', 4, true, false, false),
    ('ticketCategory', 1, 'Standard', 1, true, true, true);
