// Drives a desk with @apigrate/autotask-restapi, as an integration that was written for the original would.
// Called with the desk's origin; the first thing that is not as the client expects ends it.
const assert = require('node:assert/strict');
const { AutotaskRestApi, AutotaskApiError, FilterOperators } = require('@apigrate/autotask-restapi');

const [origin, user, secret, code] = process.argv.slice(2);
const options = { base_url: `${origin}/ATServicesRest/` };
const autotask = new AutotaskRestApi(user, secret, code, options);
const ALL = { op: 'gte', field: 'id', value: 0 };
const MANY = 1200;

async function main() {
    await findsItsZone();
    await createsReadsAndChanges();
    await queriesWithEveryOperator();
    await readsWhatThereIs();
    await worksWithCompaniesAndContacts();
    await addsNotesAndFiles();
    await pagesThroughMany();
    await isToldWhatIsWrong();
    await isKeptOutWithTheWrongSecret();
}

async function findsItsZone() {
    await autotask.Tickets.count({ filter: [ALL] });
    assert.equal(autotask.zoneInfo.url, `${origin}/ATServicesRest/`);
}

async function createsReadsAndChanges() {
    const { itemId } = await autotask.Tickets.create({
        title: 'Disk is full', companyID: 0, status: 1, priority: 1, dueDateTime: '2026-12-01T12:00:00',
        userDefinedFields: [{ name: 'AlertID', value: 'A-1' }],
    });
    let { item } = await autotask.Tickets.get(itemId);
    assert.equal(item.title, 'Disk is full');
    assert.equal(item.dueDateTime, '2026-12-01T12:00:00.000Z');
    assert.equal(valueOf(item, 'AlertID'), 'A-1');

    assert.deepEqual(await autotask.Tickets.update({ id: itemId, status: 5 }), { itemId });
    ({ item } = await autotask.Tickets.get(itemId));
    assert.equal(item.status, 5);
    assert.ok(item.completedDate);
    assert.equal(valueOf(item, 'AlertID'), 'A-1');

    await autotask.Tickets.replace({ ...item, title: 'Disk was full', queueID: 8 });
    ({ item } = await autotask.Tickets.get(itemId));
    assert.equal(item.title, 'Disk was full');
    assert.equal(item.queueID, 8);

    const { items } = await autotask.Tickets.query({ filter: [{ op: 'eq', field: 'AlertID', udf: true, value: 'A-1' }] });
    assert.deepEqual(items.map(found => found.id), [itemId]);
    assert.equal(await autotask.Tickets.get(4711), null);
}

async function queriesWithEveryOperator() {
    const ids = [];
    for (const [title, externalID] of [['one', 'x-1'], ['two', 'x-2'], ['three', null]]) {
        ids.push((await autotask.Tickets.create({ title: `operators ${title}`, externalID, companyID: 0 })).itemId);
    }
    const found = async (...filter) => {
        const { items } = await autotask.Tickets.query({ filter: [{ op: 'beginsWith', field: 'title', value: 'operators' }, ...filter] });
        return items.map(item => ids.indexOf(item.id) + 1);
    };
    const expected = {
        eq: ['x-1', [1]], noteq: ['x-1', [2, 3]], gt: ['x-1', [2]], gte: ['x-1', [1, 2]], lt: ['x-2', [1]], lte: ['x-2', [1, 2]],
        beginsWith: ['x-', [1, 2]], endsWith: ['2', [2]], contains: ['-', [1, 2]], exist: [undefined, [1, 2]], notExist: [undefined, [3]],
        in: [['x-1', 'x-2'], [1, 2]], notIn: [['x-1'], [2, 3]],
    };
    assert.deepEqual(Object.keys(expected).sort(), Object.keys(FilterOperators).sort());
    for (const [op, [value, numbers]] of Object.entries(expected)) {
        assert.deepEqual(await found({ op, field: 'externalID', value }), numbers, op);
    }
    assert.deepEqual(
        await found({ op: 'or', items: [{ op: 'eq', field: 'externalID', value: 'x-1' }, { op: 'endsWith', field: 'title', value: 'three' }] }),
        [1, 3]);
}

async function readsWhatThereIs() {
    const { info } = await autotask.Tickets.info();
    assert.equal(info.name, 'Ticket');
    assert.equal(info.canUpdate, true);
    const { fields } = await autotask.Tickets.fieldInfo();
    const status = fields.find(field => field.name === 'status');
    assert.equal(status.picklistValues.find(value => value.label === 'Complete').value, '5');
    const udfs = await autotask.Tickets.udfInfo();
    assert.ok(udfs.fields.some(field => field.name === 'AlertID'));
    const threshold = await autotask._get('/ThresholdInformation');
    assert.ok(threshold.currentTimeframeRequestCount > 0);
}

async function worksWithCompaniesAndContacts() {
    const { itemId: companyID } = await autotask.Companies.create({ companyName: 'Acme', companyType: 1, phone: '555-0100' });
    const { itemId: contactID } = await autotask.CompanyContacts.create(companyID, { firstName: 'Cust', lastName: 'Omer', isActive: 1 });
    const { itemId } = await autotask.Tickets.create({ title: 'for somebody', companyID, contactID });
    assert.equal((await autotask.Tickets.get(itemId)).item.contactID, contactID);
    const { items } = await autotask.Contacts.query({ filter: [{ op: 'eq', field: 'companyID', value: companyID }] });
    assert.equal(items[0].lastName, 'Omer');
    await autotask.CompanyContacts.update(companyID, { id: contactID, mobilePhone: '555-0101' });
    assert.equal((await autotask.Contacts.get(contactID)).item.mobilePhone, '555-0101');
    assert.equal((await autotask.Companies.get(0)).item.id, 0);
    const { itemId: device } = await autotask.ConfigurationItems.create({ companyID, referenceTitle: 'web-1', serialNumber: 'S1' });
    assert.equal((await autotask.ConfigurationItems.get(device)).item.serialNumber, 'S1');
    assert.deepEqual(await autotask.Resources.count({ filter: [ALL] }), { queryCount: 0 });
    assert.equal((await autotask.TicketCategories.query({ filter: [ALL] })).items[0].name, 'Standard');
}

async function addsNotesAndFiles() {
    const { itemId } = await autotask.Tickets.create({ title: 'noted', companyID: 0 });
    const note = await autotask.TicketNotes.create(itemId, { title: 'seen', description: 'by a program', noteType: 1, publish: 1 });
    const { items } = await autotask.TicketNotes.query({ filter: [{ op: 'eq', field: 'ticketID', value: itemId }] });
    assert.deepEqual(items.map(found => [found.id, found.title]), [[note.itemId, 'seen']]);
    const file = await autotask.TicketAttachments.create(itemId, {
        attachmentType: 'FILE_ATTACHMENT', fullPath: 'disk.log', title: 'the log', publish: 1, data: Buffer.from('full').toString('base64'),
    });
    const got = await autotask.TicketAttachments.get(itemId, file.itemId);
    assert.equal(Buffer.from(got.items[0].data, 'base64').toString(), 'full');
    const history = await autotask.TicketHistory.query({ filter: [{ op: 'eq', field: 'ticketID', value: itemId }] });
    assert.equal(history.items.length, 3);
}

async function pagesThroughMany() {
    const title = 'one of many';
    const left = Array.from({ length: MANY }, (_, i) => i);
    await Promise.all(Array.from({ length: 8 }, async () => {
        while (left.length) {
            await autotask.Tickets.create({ title, companyID: 0, externalID: `many-${left.pop()}` });
        }
    }));
    const filter = [{ op: 'eq', field: 'title', value: title }];
    const whole = Array.from({ length: MANY }, (_, i) => `many-${i}`).sort();
    const same = (tickets, way) => assert.deepEqual(tickets.map(ticket => ticket.externalID).sort(), whole, way);
    assert.deepEqual(await autotask.Tickets.count({ filter }), { queryCount: MANY });

    const search = { filter, IncludeFields: ['id', 'externalID'] };
    same(await following(await autotask.Tickets.query(search), 'POST', JSON.stringify(search)), 'POST with the body');
    same(await following(await autotask.Tickets.query(search), 'POST'), 'POST without a body');
    same(await following(await autotask._get('/Tickets/query', { search: JSON.stringify(search) }), 'GET'), 'GET');
    const byId = [];
    for (let last = 0, page; !page || page.length; last = page.length ? page.at(-1).id : last) {
        page = (await autotask.Tickets.query({ filter: [...filter, { op: 'gt', field: 'id', value: last }] })).items;
        byId.push(...page);
    }
    same(byId, 'by id');
}

async function following(page, method, body) {
    const all = [...page.items];
    while (page.pageDetails.nextPageUrl) {
        const answer = await fetch(page.pageDetails.nextPageUrl, {
            method, body, headers: { 'Content-Type': 'application/json', ApiIntegrationcode: code, UserName: user, Secret: secret },
        });
        page = await answer.json();
        all.push(...page.items);
    }
    return all;
}

async function isToldWhatIsWrong() {
    const refused = async (call, status, text) => {
        await assert.rejects(call, error => {
            assert.ok(error instanceof AutotaskApiError);
            assert.equal(error.status, status);
            assert.match(error.details.errors.join(' '), text);
            return true;
        });
    };
    await refused(autotask.Tickets.create({ title: 'x', companyID: 0, priority: 9 }), 400, /^priority: 9 is not in the list/);
    await refused(autotask.Tickets.create({}), 400, /companyID: .* title: /);
    await refused(autotask.Tickets.query({ filter: [{ op: 'eq', field: 'titel', value: 'x' }] }), 400, /titel: .*did you mean title/);
    await refused(autotask.Tickets.query({ filter: [] }), 400, /filter/);
    await assert.rejects(autotask.Tickets.delete(1), error => error.status === 405);
}

async function isKeptOutWithTheWrongSecret() {
    for (const wrong of [['nobody', secret, code], [user, 'wrong', code], [user, secret, 'WRONG']]) {
        const stranger = new AutotaskRestApi(...wrong, options);
        await assert.rejects(stranger.Tickets.get(1), error => error.status === 401 && error.details.errors.length === 1);
    }
}

function valueOf(item, name) {
    return item.userDefinedFields.find(field => field.name === name).value;
}

main().then(() => console.log('done'), error => {
    console.error(error);
    process.exit(1);
});
