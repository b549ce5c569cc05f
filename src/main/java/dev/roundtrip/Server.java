package dev.roundtrip;

import dev.roundtrip.settings.Settings;
import java.time.Clock;
import java.util.HashMap;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A house with its doors open: the web server around the rooms. */
@SpringBootApplication
public class Server {
    /** Opens the doors of {@code house}; closing the context closes them, not the house. */
    public static ConfigurableApplicationContext open(Settings settings, House house, Clock clock) {
        var defaults = new HashMap<String, Object>(settings.forSpring());
        return new SpringApplicationBuilder(Server.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(defaults)
                .initializers(rooms(settings, house, clock))
                .run();
    }

    private static ApplicationContextInitializer<GenericApplicationContext> rooms(
            Settings settings, House house, Clock clock) {
        return context -> {
            context.registerBean(Settings.class, () -> settings);
            context.registerBean(Clock.class, () -> clock);
            context.registerBean(
                    "store", dev.roundtrip.store.Store.class, house::store, d -> d.setDestroyMethodName(""));
            context.registerBean(dev.roundtrip.directory.Desk.class, house::desk);
            context.registerBean(dev.roundtrip.directory.Directory.class, house::directory);
            context.registerBean(dev.roundtrip.people.People.class, house::people);
            context.registerBean(dev.roundtrip.people.ApiUsers.class, house::apiUsers);
            context.registerBean(dev.roundtrip.people.Tokens.class, house::tokens);
            context.registerBean(dev.roundtrip.field.Picklists.class, house::picklists);
            context.registerBean(dev.roundtrip.ticket.UserFields.class, house::userFields);
            context.registerBean(dev.roundtrip.ticket.Tickets.class, house::tickets);
            context.registerBean(dev.roundtrip.ticket.TicketList.class, house::ticketList);
            context.registerBean(dev.roundtrip.people.SavedViews.class, house::savedViews);
            context.registerBean(dev.roundtrip.people.PersonalChoices.class, house::choices);
            context.registerBean(dev.roundtrip.people.PersonSessions.class, house::sessions);
            context.registerBean(dev.roundtrip.people.SecondFactors.class, house::secondFactors);
            context.registerBean(dev.roundtrip.people.Identities.class, house::identities);
            context.registerBean(dev.roundtrip.oidc.SignInProvider.class, house::signInProvider);
            context.registerBean(dev.roundtrip.people.SecurityLog.class, house::securityLog);
            context.registerBean(
                    "keyRotation",
                    dev.roundtrip.store.KeyRotation.class,
                    house::keyRotation,
                    d -> d.setDestroyMethodName(""));
            context.registerBean(dev.roundtrip.people.Refusals.class, house::refusals);
            context.registerBean(
                    dev.roundtrip.ticket.Categories.class, () -> new dev.roundtrip.ticket.Categories(house.store()));
            context.registerBean(dev.roundtrip.callout.Callouts.class, house::callouts);
            context.registerBean(dev.roundtrip.rule.RuleNames.class, house::ruleNames);
            context.registerBean(dev.roundtrip.rule.Renderer.class, house::ruleTexts);
            context.registerBean(dev.roundtrip.callout.TestCalls.class, house::testCalls);
            context.registerBean(dev.roundtrip.rule.Rules.class, house::rules);
            context.registerBean(dev.roundtrip.rule.Traces.class, house::traces);
            context.registerBean(dev.roundtrip.watch.Worries.class, house::worries);
            context.registerBean(dev.roundtrip.rule.Audit.class, house::audit);
            context.registerBean(dev.roundtrip.rule.DryRun.class, house::dryRun);
            context.registerBean(
                    "ruleRuns", dev.roundtrip.rule.RuleRuns.class, house::ruleRuns, d -> d.setDestroyMethodName(""));
            context.registerBean(dev.roundtrip.setup.SetupFile.class, house::setup);
            context.registerBean(dev.roundtrip.setup.Sections.class, house::sections);
            context.registerBean(
                    dev.roundtrip.web.UnnotedEntries.class,
                    () -> witness ->
                            new PageEntries(new dev.roundtrip.setup.TypedEntries(house.sections()).witnessed(witness)));
            context.registerBean(dev.roundtrip.notify.Notices.class, house::notices);
            context.registerBean(dev.roundtrip.notify.Inbox.class, house::inbox);
            context.registerBean(
                    dev.roundtrip.notify.CarriedNotices.class,
                    () -> new dev.roundtrip.notify.CarriedNotices(house.store()));
            context.registerBean(dev.roundtrip.notify.MailRefusals.class, house::mailRefusals);
            context.registerBean(dev.roundtrip.notify.MailTrial.class, house::mailTrial);
            context.registerBean(dev.roundtrip.notify.Channels.class, house::channels);
            context.registerBean(dev.roundtrip.notify.ChatTrial.class, house::chatTrial);
            context.registerBean(dev.roundtrip.delivery.DeliveryQueue.class, house::queue);
            context.registerBean(dev.roundtrip.delivery.DeliveryLog.class, house::log);
            context.registerBean(dev.roundtrip.delivery.DeliveryFigures.class, house::deliveryFigures);
            context.registerBean(dev.roundtrip.ticket.TicketFigures.class, house::ticketFigures);
            context.registerBean(dev.roundtrip.delivery.Replays.class, house::replays);
            context.registerBean(
                    "dispatcher",
                    dev.roundtrip.delivery.Dispatcher.class,
                    house::dispatcher,
                    d -> d.setDestroyMethodName(""));
        };
    }
}
